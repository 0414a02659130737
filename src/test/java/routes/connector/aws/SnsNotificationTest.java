package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;

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
