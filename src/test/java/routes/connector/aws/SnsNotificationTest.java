package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.connector.RecordedSend;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;

class SnsNotificationTest {

    private static final String HEAD =
            "\"Type\":\"Notification\",\"MessageId\":\"m\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:t\"";
    private static final String TIME = ",\"Timestamp\":\"2026-01-01T00:00:00.000Z\"";

    @Test
    void opensANotification() {
        SnsNotification opened = SnsNotification.in(
                        "{" + HEAD + TIME
                                + ",\"Subject\":null,\"Message\":\"{\\\"id\\\":1}\",\"MessageAttributes\":{"
                                + "\"n\":{\"Type\":\"Number\",\"Value\":\"7\"},\"b\":{\"Type\":\"Binary\",\"Value\":\"AP8=\"}}}")
                .orElseThrow();

        assertThat(opened.message()).isEqualTo("{\"id\":1}");
        assertThat(opened.attributes())
                .containsEntry("n", new AwsAttribute("Number", Bytes.ofText("7")))
                .containsEntry("b", new AwsAttribute("Binary", Bytes.of(new byte[] {0, -1})));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Foo|x",
                "Numbers|7",
                "BinaryX|no base64!",
                "Number|abc",
                "Number|''",
                "Number.int|1e999",
                "String|''",
                "String|\\u0001",
                "String.a..b|x",
                "String.\\ud800|x",
                "Binary|''"
            })
    void handsOnNothingThatTheServicesWouldRefuse(String type, String value) {
        SnsNotification opened = SnsNotification.in("{" + HEAD + TIME
                        + ",\"Message\":\"x\",\"MessageAttributes\":{\"a\":{\"Type\":\"" + type + "\",\"Value\":\""
                        + value
                        + "\"}}}")
                .orElseThrow();
        Event event = AwsMessageCodec.event(opened.message(), opened.attributes(), Optional.empty());

        AwsMessage sent = AwsMessageCodec.encode(RecordedSend.of(event), AwsMessageStyle.ofDeadLetters("orders"));

        String text = value.equals("\\u0001") ? "\u0001" : value;
        assertThat(event.headers()).containsExactly(new Header("a", Bytes.ofText(text)));
        assertThat(sent.attributes().values()).allSatisfy(attribute -> {
            assertThat(AwsAttribute.unpacked(attribute.type(), attribute.value()))
                    .contains(attribute);
        });
        assertThat(AwsMessageCodec.event(sent.body(), sent.attributes(), Optional.empty()))
                .isEqualTo(event);
    }

    @Test
    void leavesANearMissAsItIs() {
        for (String body : List.of(
                "",
                "{",
                "plain",
                "[{" + HEAD + TIME + ",\"Message\":\"x\"}]",
                "{" + HEAD + TIME + "}",
                "{" + HEAD + ",\"Message\":\"x\"}",
                "{" + HEAD + TIME + ",\"Message\":{\"a\":1}}",
                "{" + HEAD + TIME + ",\"Message\":null}",
                "{" + HEAD + TIME + ",\"Message\":\"x\"} trailing",
                "{" + HEAD + TIME + ",\"Message\":\"x\",\"MessageAttributes\":[]}",
                "{" + HEAD + TIME + ",\"Message\":\"x\",\"MessageAttributes\":{\"a\":\"b\"}}",
                "{" + HEAD + TIME
                        + ",\"Message\":\"x\",\"MessageAttributes\":{\"a\":{\"Type\":\"Binary\",\"Value\":\"?\"}}}",
                "{" + HEAD + TIME
                        + ",\"Message\":\"x\",\"MessageAttributes\":{\"\\ud800\":{\"Type\":\"String\",\"Value\":\"x\"}}}",
                "{" + HEAD + TIME + ",\"Message\":\"half a character: \\ud800\"}",
                "{" + HEAD + TIME
                        + ",\"Message\":\"x\",\"MessageAttributes\":{\"a\":{\"Type\":\"String\",\"Value\":\"\\udc00\"}}}",
                "{\"Type\":\"SubscriptionConfirmation\",\"x\":\"Notification\",\"TopicArn\":\"arn:a\",\"Message\":\"x\"}",
                "{\"Type\":\"Notification\",\"MessageId\":7,\"TopicArn\":\"arn:a\",\"Message\":\"x\",\"Timestamp\":\"t\"}",
                "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"TopicArn\":\"orders\",\"Message\":\"x\",\"Timestamp\":\"t\"}")) {
            assertThat(SnsNotification.in(body)).isEmpty();
        }
    }

    @Test
    void leavesABottomlessNotificationAsItIs() {
        String deep =
                "{" + HEAD + TIME + ",\"Message\":\"x\",\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(SnsNotification.in(deep)).isEmpty();
    }
}
