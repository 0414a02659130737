package routes.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routes.control.RouteStatus;
import routes.event.Event;
import routes.testkit.AllBrokers;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubInThisJvm;
import routes.testkit.Probe;

/**
 * Every direction between the brokers, in one hub with one route for each: what was put there arrives, once, unchanged, and
 * in the order of its key. Standard queues and topics of AWS promise no order, so none is asked of a direction that has one.
 */
@TestMethodOrder(OrderAnnotation.class)
class DirectionsIT {

    private static final int EVENTS = 1_000;
    private static final int KEYS = 50;
    private static final String DEAD = "dead";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_TOO_MANY = Duration.ofMillis(300);

    private static AllBrokers brokers;
    private static HubInThisJvm hub;

    static Stream<Direction> twelve() {
        return Direction.all().stream();
    }

    static Stream<Direction> further() {
        return Stream.of(
                new Direction(BrokerUnderTest.SQS_FIFO, BrokerUnderTest.SQS_FIFO),
                new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.SQS_FIFO),
                new Direction(BrokerUnderTest.SQS_FIFO, BrokerUnderTest.KAFKA),
                new Direction(BrokerUnderTest.SNS, BrokerUnderTest.KAFKA),
                new Direction(BrokerUnderTest.SNS_RAW, BrokerUnderTest.RABBITMQ),
                new Direction(BrokerUnderTest.RABBITMQ, BrokerUnderTest.SNS_RAW));
    }

    @BeforeAll
    static void startOnce(@TempDir Path home) {
        brokers = AllBrokers.start(() -> EmbeddedKafka.cluster(3));
        brokers.kafka().createTopic(DEAD, 1);
        List<Direction> all = Stream.concat(twelve(), further()).toList();
        all.forEach(DirectionsIT::make);
        hub = HubInThisJvm.start(
                home,
                Map.of(
                        "hub.yaml",
                        brokers.hubYaml("kafka", "rabbit", "queues", "topics", "subscribers")
                                + "defaults: { deadLetter: { kafka: { topic: " + DEAD + " } } }\n",
                        "routes/directions.yaml",
                        "routes:\n" + all.stream().map(DirectionsIT::yaml).collect(joining())));
    }

    private static void make(Direction direction) {
        direction.from().make(brokers, in(direction));
        direction.to().make(brokers, out(direction));
    }

    private static String in(Direction direction) {
        return direction.name() + "-in";
    }

    private static String out(Direction direction) {
        return direction.name() + "-out";
    }

    private static String yaml(Direction direction) {
        return """
                  %s:
                    from: %s
                    to: %s
                """.formatted(
                        direction.name(),
                        direction.from().origin(in(direction)),
                        direction.to().destination(brokers, out(direction)));
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(hub).ifPresent(HubInThisJvm::close);
        Optional.ofNullable(brokers).ifPresent(AllBrokers::close);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twelve")
    void carriesEveryEventOnceAndUnchanged(Direction direction) {
        carries(direction);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("further")
    void carriesThroughFifoQueuesAndSubscriptionsToo(Direction direction) {
        carries(direction);
    }

    /** The hub's own figures cannot show that a source was acknowledged: the sources are asked. */
    @Test
    @Order(Integer.MAX_VALUE)
    void leavesNothingAtTheSourcesWhenItStops() {
        // when
        hub.close();
        // then
        Stream.concat(twelve(), further())
                .forEach(direction -> assertThat(
                                direction.from().unacknowledged(brokers, in(direction), direction.name()))
                        .as("unacknowledged of " + direction)
                        .isZero());
    }

    private static void carries(Direction direction) {
        // given
        EventLedger book = new EventLedger(direction.name(), KEYS, direction.hashCode());
        List<Event> arrived;
        // when
        try (Probe sender = direction.from().probe(brokers, in(direction));
                Probe receiver = direction.to().probe(brokers, out(direction))) {
            sender.send(book.write(EVENTS));
            arrived = new ArrayList<>(receiver.receive(EVENTS, PATIENCE));
            hub.awaitEnded(direction.name(), EVENTS);
            arrived.addAll(receiver.receive(1, ONE_TOO_MANY));
        }
        // then
        assertUnchanged(book.check(arrived), direction);
        assertCounted(hub.route(direction.name()));
        assertThat(deadLetters()).isZero();
        hub.assertAllUp();
    }

    private static void assertUnchanged(EventLedger.Findings findings, Direction direction) {
        assertThat(findings.missing()).as("missing").isEmpty();
        assertThat(findings.unexpected()).as("unexpected").isEmpty();
        assertThat(findings.duplicates()).as("duplicates").isEmpty();
        assertThat(findings.corrupt()).as("body differs").isEmpty();
        assertThat(findings.keyDiffers()).as("key differs").isEmpty();
        assertThat(findings.headersDiffer()).as("headers differ").isEmpty();
        if (direction.keepsOrder()) {
            assertThat(findings.outOfOrder()).as("out of order").isEmpty();
        }
    }

    private static void assertCounted(RouteStatus route) {
        assertThat(route.received()).isEqualTo(EVENTS);
        assertThat(route.outcomes())
                .containsOnly(
                        Map.entry("delivered", (long) EVENTS),
                        Map.entry("filtered", 0L),
                        Map.entry("dead_lettered", 0L),
                        Map.entry("discarded", 0L));
        assertThat(route.inFlight()).isZero();
    }

    private static long deadLetters() {
        TopicPartition only = new TopicPartition(DEAD, 0);
        return brokers.kafka()
                .admin(admin ->
                        admin.listOffsets(Map.of(only, OffsetSpec.latest())).all())
                .get(only)
                .offset();
    }
}
