package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import routes.connector.HeaderEnvelope;
import routes.connector.OddEvents;
import routes.connector.RecordedSend;
import routes.event.AnyEvent;
import routes.event.Bytes;
import routes.event.Event;

class AwsMessageCodecFuzzIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(seed = "1")
    void bringsEveryEventBack(@ForAll(supplier = AnyEvent.Events.class) Event event) {
        AwsMessage letter = AwsMessageCodec.encode(RecordedSend.of(event), AwsMessageStyle.ofDeadLetters("orders"));

        assertThat(letter.attributes()).hasSizeLessThanOrEqualTo(10);
        assertThat(letter.body()).isNotEmpty();
        assertThat(AwsTextRules.isLegal(letter.body())).isTrue();
        assertThat(letter.attributes().keySet()).allMatch(AwsTextRules::isLegalName);
        assertThat(OddEvents.sorted(AwsMessageCodec.event(letter.body(), letter.attributes(), Optional.empty())))
                .isEqualTo(OddEvents.sorted(event));
    }

    @Property(seed = "2")
    void makesAnEventOfWhateverAStrangerSends(
            @ForAll(supplier = AnyEvent.Texts.class) String body,
            @ForAll("attributes") Map<String, AwsAttribute> attributes) {
        assertThat(AwsMessageCodec.event(body, attributes, Optional.of("group")))
                .isNotNull();
    }

    @Property(seed = "3")
    void opensEveryNotification(
            @ForAll("encodable") String message, @ForAll("attributes") Map<String, AwsAttribute> attributes)
            throws JsonProcessingException {
        SnsNotification opened = SnsNotification.in(JSON.writeValueAsString(envelope(message, attributes)))
                .orElseThrow();

        assertThat(opened.message()).isEqualTo(message);
        assertThat(opened.attributes()).containsOnlyKeys(attributes.keySet());
        attributes.forEach((name, sent) -> {
            AwsAttribute taken = opened.attributes().get(name);
            assertThat(taken.value()).isEqualTo(sent.value());
            assertThat(taken.header(name).typed())
                    .isIn(Optional.empty(), AwsAttribute.unpacked(sent.type(), sent.value()));
        });
    }

    @Property(seed = "4")
    void neverFailsOnANotificationThatIsDamaged(
            @ForAll("attributes") Map<String, AwsAttribute> attributes,
            @ForAll(supplier = AnyEvent.Texts.class) String splinter,
            @ForAll int at)
            throws JsonProcessingException {
        StringBuilder damaged = new StringBuilder(JSON.writeValueAsString(envelope("{\"id\":1}", attributes)));
        int place = Math.floorMod(at, damaged.length());
        damaged.replace(place, Math.min(damaged.length(), place + splinter.length() / 2), splinter);

        assertThat(SnsNotification.in(damaged.toString())).isNotNull();
    }

    private static ObjectNode envelope(String message, Map<String, AwsAttribute> attributes) {
        ObjectNode envelope = JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "m")
                .put("TopicArn", "arn:aws:sns:eu-west-1:1:t")
                .put("Timestamp", "2026-01-01T00:00:00.000Z")
                .put("Message", message);
        ObjectNode all = envelope.putObject("MessageAttributes");
        attributes.forEach((name, attribute) -> all.putObject(name)
                .put("Type", attribute.type())
                .put(
                        "Value",
                        attribute.isBinary()
                                ? Base64.getEncoder()
                                        .encodeToString(attribute.value().array())
                                : attribute.value().toString()));
        return envelope;
    }

    @Provide
    Arbitrary<String> encodable() {
        return AnyEvent.text().map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<Map<String, AwsAttribute>> attributes() {
        Arbitrary<String> names =
                Arbitraries.of("a", "b", HeaderEnvelope.KEY, HeaderEnvelope.BODY, HeaderEnvelope.HEADERS, "kafka.KEY");
        Arbitrary<AwsAttribute> text = Combinators.combine(
                        Arbitraries.of("String", "Number", "String.empty", "String.json"),
                        AnyEvent.bytes()
                                .filter(bytes ->
                                        bytes.isPresent() && bytes.text().isPresent()))
                .as(AwsAttribute::new);
        Arbitrary<AwsAttribute> binary = Combinators.combine(
                        Arbitraries.of("Binary", "Binary.png"), AnyEvent.bytes().filter(Bytes::isPresent))
                .as(AwsAttribute::new);
        return Arbitraries.maps(names, Arbitraries.oneOf(text, binary)).ofMaxSize(6);
    }
}
