package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Event;
import routes.testkit.AmqpProbe;
import routes.testkit.HubProcess;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;
import routes.testkit.TestHome;

/** RabbitMQ's password changes while the hub runs, and with it the file that hub.yaml names: the hub follows by itself. */
class RotatedPasswordIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void goesOnWithTheNewPasswordWithoutARestart(@TempDir Path folder) throws IOException {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        Path password = Files.writeString(folder.resolve("password"), "first\n");
        try (RealRabbit rabbit = RealRabbit.start()) {
            rabbit.ctl("add_user", "rotated", "first");
            rabbit.ctl("set_permissions", "rotated", ".*", ".*", ".*");
            rabbit.createQueue("in");
            rabbit.createQueue("out");
            rabbit.createQueue("dead");
            TestHome home = new TestHome(folder.resolve("home"))
                    .with("hub.yaml", """
                            connections:
                              rabbit: { rabbitmq: { addresses: "%s", username: rotated, password: "${file:%s}" } }
                            defaults: { deadLetter: { rabbitmq: { queue: dead } } }
                            """.formatted(rabbit.address(), password))
                    .with(
                            "routes/one.yaml",
                            "routes: { one: { from: { rabbitmq: { queue: in } }, to: { rabbitmq: { queue: out } } } }\n");
            try (HubProcess hub = HubProcess.start(home.path(), Map.of()).awaitReady()) {
                assertCarries(rabbit, hub, "with the first");
                // when
                rabbit.ctl("change_password", "rotated", "second");
                rabbit.ctl("close_all_connections", "rotated");
                // then
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(
                                        hub.operator().list("one", "problems").toString())
                                .contains("rejects the user 'rotated'"));
                // when
                Files.writeString(password, "second\n");
                // then
                assertCarries(rabbit, hub, "with the second");
                assertThat(Files.readString(hub.output())).doesNotContain("second\"", "first\"");
            }
        }
    }

    private static void assertCarries(RealRabbit rabbit, HubProcess hub, String body) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(hub.metric("hub_route_up", "route", "one")).hasValue(1));
        try (Probe in = AmqpProbe.ofQueue(rabbit, "in");
                Probe out = AmqpProbe.ofQueue(rabbit, "out")) {
            in.send(java.util.List.of(Event.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            assertThat(out.receive(1, SOON))
                    .extracting(event -> event.body().toString())
                    .containsExactly(body);
        }
    }
}
