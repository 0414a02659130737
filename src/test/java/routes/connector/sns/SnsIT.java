package routes.connector.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.connector.CamelFixture;
import routes.connector.RecordedSend;
import routes.connector.TargetContract;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;

/** The promises of every target, and what only SNS has: notifications, its limit, and what a queue makes of them. */
class SnsIT extends TargetContract {

    private static SnsFixture dock;

    @BeforeAll
    static void start() {
        dock = new SnsFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @Override
    protected SnsFixture dock() {
        return dock;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void comesOutOfAQueueAsItWasPublished(boolean raw) {
        String place = raw ? "raw" : "wrapped";
        dock.make(place, raw);
        byte[] odd = {0, -1, 7};
        RecordedSend[] sent = Stream.of(
                        new Event(Bytes.ofText("{\"n\":1}"), Bytes.ofText("k"), Headers.none())
                                .withHeaders(Headers.none().with("traceparent", "00-1")),
                        new Event(Bytes.of(odd), Bytes.of(odd), Headers.none()),
                        new Event(Bytes.absent(), Bytes.absent(), Headers.none()))
                .map(RecordedSend::of)
                .toArray(RecordedSend[]::new);

        camp().send(dock.target(place), sent);
        camp().takes(dock.queue(place), CamelFixture::end);

        assertThat(sent).extracting(RecordedSend::told).containsOnly("confirmed");
        await().atMost(PATIENCE).until(() -> camp().taken().size() == sent.length);
        assertThat(camp().events())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(sent).map(one -> one.message().event()).toList());
    }

    @Test
    void takesWhatSnsTakesAndNotAByteMore() {
        dock.make("limit");
        RecordedSend limit = RecordedSend.of("x".repeat(256 * 1024));
        RecordedSend above = RecordedSend.of("x".repeat(256 * 1024 + 1));

        camp().send(dock.target("limit"), limit, above);

        assertThat(limit.told()).isEqualTo("confirmed");
        assertThat(above.told()).startsWith("PERMANENT too large");
    }
}
