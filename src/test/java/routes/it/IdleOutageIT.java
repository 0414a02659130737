package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.control.RouteStatus;
import routes.testkit.CapturedLog;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.HubInThisJvm;
import routes.testkit.RealRabbit;
import routes.testkit.TestHome;

/** Brokers that go and come back while no event is on its way: the routes tell it all the same. */
class IdleOutageIT {

    /** Two looks at AWS, which is looked at least often, and the time-out of one. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EmbeddedKafka kafka;
    private RealRabbit rabbit;
    private EmbeddedSqs sqs;
    private CapturedLog log;

    @BeforeEach
    void startAll() {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        kafka = EmbeddedKafka.start();
        rabbit = RealRabbit.start();
        sqs = EmbeddedSqs.start();
        kafka.createTopic("idle", 1);
        kafka.createTopic("idle-dead", 1);
        List.of("idle", "idle-source", "idle-dead").forEach(rabbit::createQueue);
        createQueues();
        log = CapturedLog.listen();
    }

    private void createQueues() {
        List.of("idle", "idle-source").forEach(sqs::createQueue);
    }

    @AfterEach
    void stopAll() {
        log.close();
        sqs.close();
        rabbit.close();
        kafka.close();
    }

    @Test
    void tellsThatTheBrokersOfIdleRoutesAreOutAndThatTheyAreBackInTheStatusAndOnceInTheLog(@TempDir Path home) {
        Map<String, String> files = Map.of(
                "hub.yaml",
                TestHome.connections(kafka, rabbit)
                        + "  aws: { aws: { region: eu-west-1, endpoint: \"" + sqs.endpoint()
                        + "\", accessKeyId: a, secretAccessKey: b } }\n"
                        + "defaults: { deadLetter: { rabbitmq: { queue: idle-dead } } }\n",
                "routes/idle.yaml",
                """
                routes:
                  kafka-to-kafka: { from: { kafka: { topic: idle } }, to: { kafka: { topic: idle-dead } }, deadLetter: { kafka: { topic: idle-dead } } }
                  sqs-to-kafka: { from: { sqs: { queue: idle-source } }, to: { kafka: { topic: idle-dead } }, deadLetter: { sqs: { queue: idle } } }
                  rabbit-to-sqs: { from: { rabbitmq: { queue: idle-source } }, to: { sqs: { queue: idle } } }
                  kafka-to-rabbit: { from: { kafka: { topic: idle } }, to: { rabbitmq: { queue: idle } } }
                """);
        try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
            rabbit.kill9();
            awaitState(hub, "rabbit-to-sqs", RouteStatus.State.HELD);
            awaitState(hub, "kafka-to-rabbit", RouteStatus.State.HELD);
            assertThat(hub.route("kafka-to-rabbit").problems())
                    .anyMatch(problem -> problem.contains("rabbitmq:idle unavailable"));
            assertThat(hub.route("kafka-to-kafka").state()).isEqualTo(RouteStatus.State.UP);
            assertThat(hub.route("sqs-to-kafka").state()).isEqualTo(RouteStatus.State.UP);
            rabbit.restart();
            awaitState(hub, "rabbit-to-sqs", RouteStatus.State.UP);
            awaitState(hub, "kafka-to-rabbit", RouteStatus.State.UP);
            assertLostAndBack("Source", "rabbit-to-sqs", 1);
            assertLostAndBack("Target", "kafka-to-rabbit", 2);

            int port = URI.create(sqs.endpoint()).getPort();
            sqs.close();
            awaitState(hub, "sqs-to-kafka", RouteStatus.State.HELD);
            awaitState(hub, "rabbit-to-sqs", RouteStatus.State.HELD);
            sqs = EmbeddedSqs.start(port);
            createQueues();
            awaitState(hub, "sqs-to-kafka", RouteStatus.State.UP);
            awaitState(hub, "rabbit-to-sqs", RouteStatus.State.UP);
            assertLostAndBack("Source", "sqs-to-kafka", 1);

            kafka.stop();
            awaitState(hub, "sqs-to-kafka", RouteStatus.State.HELD);
            awaitState(hub, "kafka-to-rabbit", RouteStatus.State.HELD);
            assertThat(hub.route("rabbit-to-sqs").state()).isEqualTo(RouteStatus.State.UP);
            kafka.restart();
            awaitState(hub, "sqs-to-kafka", RouteStatus.State.UP);
            awaitState(hub, "kafka-to-rabbit", RouteStatus.State.UP);
            assertLostAndBack("Source", "kafka-to-rabbit", 1);
        }
    }

    private void assertLostAndBack(String what, String route, int lines) {
        List<String> told = log.lines().stream()
                .filter(line -> line.contains("route=" + route) && line.contains(what + " "))
                .toList();
        assertThat(told.stream().filter(line -> line.contains("WARN") && line.contains("problem=")))
                .hasSize(lines);
        assertThat(told.stream().filter(line -> line.contains("again"))).hasSizeGreaterThanOrEqualTo(lines);
    }

    private static void awaitState(HubInThisJvm hub, String route, RouteStatus.State state) {
        await(route + " " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.route(route).state()).isEqualTo(state));
    }
}
