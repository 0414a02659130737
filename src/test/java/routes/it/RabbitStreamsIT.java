package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.control.RouteStatus;
import routes.testkit.HubInThisJvm;
import routes.testkit.RealRabbit;

/** The hub keeps no position in a stream: it refuses one in words, and takes nothing that it would have to count. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
class RabbitStreamsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String STREAM = "is a stream, and the hub takes nothing from streams";

    private static RealRabbit rabbit;

    @BeforeAll
    static void start() {
        rabbit = RealRabbit.start();
        rabbit.ctl("add_user", "hub", "hub");
        rabbit.createQueue("dead");
        rabbit.createQueue("out");
        rabbit.ctl("set_permissions", "hub", "^$", ".*", ".*");
    }

    @AfterAll
    static void stop() {
        rabbit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", "hub"})
    void aStreamIsTheRoutesProblemAndNothingIsTaken(String user, @TempDir Path home) {
        declare("stream of " + user, Map.of("x-queue-type", "stream"));
        publish("stream of " + user, 3);

        try (HubInThisJvm hub = HubInThisJvm.begin(home, files("stream of " + user, user))) {
            await().atMost(PATIENCE).untilAsserted(() -> assertRefused(hub));
            publish("stream of " + user, 3);
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).untilAsserted(() -> assertRefused(hub));
        }
    }

    @Test
    void aQueueThatIsMadeAnewAsAStreamIsRefusedAndAsAQueueTakenAgain(@TempDir Path home) {
        declare("anew", Map.of());
        try (HubInThisJvm hub = HubInThisJvm.begin(home, files("anew", "hub"))) {
            publish("anew", 2);
            hub.awaitEnded("r", 2);

            rabbit.arrange(channel -> channel.queueDelete("anew"));
            declare("anew", Map.of("x-queue-type", "stream"));
            publish("anew", 3);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.route("r").problems()).anyMatch(text -> text.contains(STREAM)));
            assertThat(hub.route("r").state()).isNotEqualTo(RouteStatus.State.UP);
            assertThat(hub.route("r").received()).isEqualTo(2);
            rabbit.arrange(channel -> channel.queueDelete("anew"));
            declare("anew", Map.of("x-queue-type", "quorum"));
            publish("anew", 1);
            hub.awaitEnded("r", 3);
        }
    }

    @Test
    void queuesOfEveryOtherKindAreTakenFrom(@TempDir Path home) {
        List<Map<String, Object>> kinds = List.of(
                Map.of(),
                Map.of("x-queue-type", "classic", "x-max-priority", 5),
                Map.of("x-queue-type", "quorum", "x-delivery-limit", 3),
                Map.of("x-single-active-consumer", true),
                Map.of("x-queue-type", "quorum", "x-single-active-consumer", true),
                Map.of("x-queue-mode", "lazy", "x-message-ttl", 600_000));
        Map<String, String> files = new HashMap<>(files("my_stream_queue", "hub"));
        StringBuilder routes = new StringBuilder("routes:\n");
        for (int at = 0; at < kinds.size(); at++) {
            declare("of queue type stream" + at, kinds.get(at));
            publish("of queue type stream" + at, 2);
            routes.append("  r" + at + ": { from: { rabbitmq: { queue: of queue type stream" + at
                    + " } }, to: { rabbitmq: { queue: out } } }\n");
        }
        files.put("routes/r.yaml", routes.toString());

        try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
            for (int at = 0; at < kinds.size(); at++) {
                hub.awaitEnded("r" + at, 2);
            }
        }
    }

    private static void assertRefused(HubInThisJvm hub) {
        RouteStatus route = hub.route("r");
        assertThat(route.state()).isEqualTo(RouteStatus.State.WAITING);
        assertThat(route.problems()).anyMatch(text -> text.contains(STREAM));
        assertThat(route.received()).isZero();
    }

    private static void declare(String queue, Map<String, Object> arguments) {
        rabbit.arrange(channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    private static void publish(String queue, int events) {
        rabbit.arrange(channel -> {
            channel.confirmSelect();
            for (int i = 0; i < events; i++) {
                channel.basicPublish(
                        "", queue, new BasicProperties.Builder().deliveryMode(2).build(), new byte[] {1});
            }
            try {
                channel.waitForConfirmsOrDie(10_000);
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Map<String, String> files(String queue, String user) {
        return Map.of(
                "hub.yaml",
                "connections: { rabbit: { rabbitmq: { addresses: \"%s\", username: %s, password: %s } } }\n"
                        .concat("defaults: { deadLetter: { rabbitmq: { queue: dead } } }\n")
                        .formatted(rabbit.address(), user, user),
                "routes/r.yaml",
                """
                routes:
                  r: { from: { rabbitmq: { queue: "%s" } }, to: { rabbitmq: { queue: out } } }
                """.formatted(queue));
    }
}
