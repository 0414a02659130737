package routes.broker.aws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import routes.definition.SnsDestination;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Passage;
import routes.event.Refusal;

@EnabledIfEnvironmentVariable(named = SnsBroker.FOLDER, matches = ".+")
class SnsIT {

    private static SnsBroker broker;

    private AwsCamp camp;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = SnsBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startCamp() {
        camp = AwsCamp.at(broker.connection());
    }

    @AfterEach
    void stopCamp() {
        camp.close();
    }

    @Test
    void reachesAQueueRawAsItWasPublished() throws Exception {
        carries("raw", true);
    }

    @Test
    void reachesAQueueInAnEnvelopeThatTheSourceTakesOff() throws Exception {
        carries("wrapped", false);
    }

    private void carries(String name, boolean raw) throws Exception {
        String arn = broker.createTopicWithQueue(name, raw);
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(at -> all[at] = (byte) at);
        List<Event> events = List.of(
                new Event(
                        Bytes.ofText("{\"n\":1}"),
                        Bytes.ofText("k"),
                        Headers.received(List.of(new Header("traceparent", Bytes.ofText("00-1"))))),
                new Event(Bytes.of(all), Bytes.of(all), Headers.none()),
                new Event(Bytes.absent(), Bytes.absent(), Headers.none()));
        Sent[] sent = events.stream().map(Sent::of).toArray(Sent[]::new);

        AwsCamp.send(camp.target(uri(arn)), sent);
        camp.takes("hub-sqs:aws?queue=" + name + "&role=source", Passage::finished);

        for (Sent one : sent) {
            assertThat(one.refusal()).isEmpty();
        }
        await().atMost(20, SECONDS).until(() -> camp.taken().size() == 3);
        assertThat(camp.taken()).extracting(Passage::event).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void keepsTheOrderOfAGroup() throws Exception {
        String arn = broker.createTopicWithQueue("ordered.fifo", true);
        List<String> bodies = IntStream.range(0, 25).mapToObj(String::valueOf).toList();

        AwsCamp.send(camp.target(uri(arn)), bodies.stream().map(Sent::of).toArray(Sent[]::new));
        camp.takes("hub-sqs:aws?queue=ordered.fifo&role=source", Passage::finished);

        await().atMost(20, SECONDS).until(() -> camp.taken().size() == 25);
        assertThat(camp.bodies()).containsExactlyElementsOf(bodies);
    }

    @Test
    void takesWhatSnsTakesAndNotAByteMore() throws Exception {
        String arn = broker.createTopicWithQueue("sizes", true);
        Sent limit = Sent.of("x".repeat(256 * 1024));
        Sent above = Sent.of("x".repeat(256 * 1024 + 1));

        AwsCamp.send(camp.target(uri(arn)), limit, above);

        assertThat(limit.refusal()).isEmpty();
        assertThat(above.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.PERMANENT);
    }

    @Test
    void saysHowToMendAMissingTopic() throws Exception {
        String arn = "arn:aws:sns:eu-west-1:000000000000:nowhere";
        Sent sent = Sent.of("x");

        AwsCamp.send(camp.target(uri(arn)), sent);

        assertThat(camp.endpoint(uri(arn)).check().problem().orElseThrow())
                .contains("topic 'nowhere'")
                .contains("aws sns create-topic --name nowhere");
        assertThat(sent.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.OUTAGE);
    }

    private static String uri(String arn) {
        return SnsComponent.uri("aws", new SnsDestination(Optional.empty(), arn, Optional.empty(), Optional.empty()));
    }
}
