package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.Amqp;
import routes.testkit.HubProcess;
import routes.testkit.TestHome;

/**
 * Orders for routes of two hubs that share their folders, with a real broker. {@code -Dorders.real.sequences=200} tries more random
 * orders, {@code -Dorders.real.changes=1000} more changes of a paused route.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteOrdersIT {

    private static final int SEQUENCES = Integer.getInteger("orders.real.sequences", 4);
    private static final int CHANGES = Integer.getInteger("orders.real.changes", 10);
    private static final long SEED = Long.getLong("orders.seed", 1);
    private static final int EVENTS = 30;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Map<String, BiConsumer<String, String>> listeners = new ConcurrentHashMap<>();
    private Amqp amqp;
    private Connection connection;
    private Channel channel;
    private ReplicaByApi one;
    private ReplicaByApi other;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        amqp = Amqp.start();
        connection = amqp.connect();
        channel = connection.createChannel();
        channel.queueDeclare("dead", true, false, false, null);
        Stream.of("a", "b", "c", "d").forEach(this::target);
        TestHome home = new TestHome(folder.resolve("hub"))
                .with("hub.yaml", """
                        connections: { rabbit: { rabbitmq: { addresses: "%s", username: %s, password: %s } } }
                        defaults: { deadLetter: { rabbitmq: { queue: dead } } }
                        """.formatted(amqp.address(), amqp.username(), amqp.password()));
        Map<String, String> shared = Map.of("HUB_STATE", folder.resolve("state").toString());
        HubProcess first = HubProcess.start(home.path(), shared);
        HubProcess second = HubProcess.start(home.path(), shared);
        one = new ReplicaByApi(first.awaitReady());
        other = new ReplicaByApi(second.awaitReady());
    }

    @AfterAll
    void stop() throws Exception {
        one.close();
        other.close();
        connection.abort();
        amqp.close();
    }

    /** A queue whose messages are told to the listener of their route. */
    private synchronized void target(String name) {
        try {
            channel.queueDeclare(name, true, false, false, null);
            channel.basicConsume(
                    name,
                    true,
                    (tag, message) -> {
                        String body = new String(message.getBody(), StandardCharsets.UTF_8);
                        listeners.get(body.substring(0, body.indexOf('/'))).accept(name, body);
                    },
                    tag -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void source(String name) throws IOException {
        channel.queueDeclare(name, true, false, false, null);
    }

    private synchronized void publish(String queue, String event) {
        try {
            channel.basicPublish("", queue, null, event.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String definition(String route, String target) {
        return "from: { rabbitmq: { queue: in-" + route + " } }\nto: { rabbitmq: { queue: " + target + " } }\n";
    }

    @Test
    void givesWhatHasWaitedToTheDefinitionThatWasAcceptedLast() throws IOException {
        // given
        ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();
        listeners.put("changed", (target, body) -> arrived.add(target));
        source("in-changed");
        assertThat(one.write("changed", definition("changed", "a"))).isTrue();
        awaitState("up");
        for (int change = 0; change < CHANGES; change++) {
            String target = change % 2 == 0 ? "b" : "a";
            assertThat(one.pause("changed")).isTrue();
            awaitState("paused");
            for (int event = 0; event < EVENTS; event++) {
                publish("in-changed", "changed/" + event);
            }
            // when
            boolean written = one.write("changed", definition("changed", target));
            boolean resumed = one.resume("changed");
            // then
            assertThat(written && resumed).isTrue();
            await().atMost(SOON).until(() -> arrived.size() >= EVENTS);
            assertThat(List.copyOf(arrived)).as("change %d", change).isEqualTo(Collections.nCopies(EVENTS, target));
            arrived.clear();
        }
        one.remove("changed");
    }

    private void awaitState(String state) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Stream.of(one, other)
                                .map(replica -> replica.see("changed")
                                        .map(OperatedReplica.Seen::state)
                                        .orElse("absent"))
                                .toList())
                        .containsOnly(state));
    }

    @Test
    void doesWhatWasAnsweredLast() throws IOException {
        List<String> failures = new ArrayList<>();
        for (int number = 0; number < SEQUENCES; number++) {
            String route = "r" + number;
            Random random = new Random(SEED * 1_000_003 + number);
            source("in-" + route);
            RouteOrdersModel model =
                    new RouteOrdersModel(route, List.of(one, other), brokers(), List.of("a", "b", "c", "d"), random);
            listeners.put(route, (target, body) -> model.arrived(target));
            try {
                model.run(3 + random.nextInt(6));
            } catch (AssertionError e) {
                failures.add(e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    private RouteOrdersModel.Brokers brokers() {
        return new RouteOrdersModel.Brokers() {
            @Override
            public void publish(String topic, String event) {
                RouteOrdersIT.this.publish(topic, event);
            }

            /** It was never there. */
            @Override
            public void remove(String topic) {}

            @Override
            public void create(String topic) {
                target(topic);
            }

            @Override
            public String definition(String route, String target) {
                return RouteOrdersIT.definition(route, target);
            }
        };
    }
}
