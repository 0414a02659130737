package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.Amqp;
import routes.testkit.AmqpProbe;
import routes.testkit.Collector;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubOperator;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.SteadyLoad;
import routes.testkit.TestHome;

/** The built hub with plain Camel routes beside a route of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CamelIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** The hub's start must not wait for it. */
    private static final String NEVER_LOADED = """
            - beans:
                - name: never
                  type: java.util.concurrent.Semaphore
                  constructors: { "0": 0 }
                  initMethod: acquire
            - from: { uri: timer:never, steps: [ log: never ] }
            """;

    private EmbeddedKafka kafka;
    private Amqp amqp;
    private HubProcess hub;
    private HubOperator operator;
    private TestHome written;

    @BeforeAll
    void startAll(@TempDir Path home) {
        amqp = Amqp.start();
        kafka = EmbeddedKafka.start();
        Stream.of("dead", "steady").forEach(topic -> kafka.createTopic(topic, 3));
        amqp.createQueue("steady");
        written = new TestHome(home)
                .with(
                        "hub.yaml",
                        TestHome.connections(kafka, amqp) + "defaults: { deadLetter: { kafka: { topic: dead } } }\n")
                .with("routes/steady.yaml", """
                        routes:
                          steady: { from: { kafka: { topic: steady } }, to: { rabbitmq: { queue: steady } } }
                        """)
                .with("camel/never.yaml", NEVER_LOADED);
        hub = HubProcess.start(
                        home, Map.of("HUB_CAMEL", "on", "HUB_WATCH", "400ms", "HUB_DRAIN", DRAIN.toSeconds() + "s"))
                .awaitReady();
        operator = hub.operator();
        operator.awaitState("steady", "up");
    }

    @AfterAll
    void stopAll() {
        hub.close();
        amqp.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void warnsAndFollowsTheFilesWhileItRuns() throws IOException {
        assertThat(operator.log()).containsOnlyOnce("Plain Camel routes are enabled");
        // when
        written.with("camel/ticks.yaml", ticks("one"));
        // then
        operator.awaitState("camel:ticks", "up");
        await().atMost(SOON).until(() -> exchanges("completed") > 3);
        assertThat(operator.field("camel:ticks", "description")).isEqualTo("one");
        // when
        written.with("camel/ticks.yaml", ticks("two").replace("log:", "lgo:"));
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.list("camel:ticks", "change"))
                        .singleElement()
                        .asString()
                        .startsWith("camel/ticks.yaml:7:")
                        .contains("lgo"));
        assertThat(hub.metric("hub_config_problems")).hasValue(1);
        assertThat(operator.field("camel:ticks", "description")).isEqualTo("one");
        // when
        written.with("camel/ticks.yaml", ticks("two"));
        // then
        await().atMost(SOON)
                .until(() -> operator.field("camel:ticks", "description").equals("two"));
        await().atMost(SOON).until(() -> hub.metric("hub_config_problems").orElse(1) == 0);
        // when
        Files.delete(written.path().resolve("camel/ticks.yaml"));
        // then
        await().atMost(SOON).until(() -> !operator.routes().contains("camel:ticks"));
        await().atMost(SOON)
                .until(() -> hub.metric("hub_route_up", "route", "camel:ticks").isEmpty());
    }

    @Test
    @Order(2)
    void keepsAPlainCamelRouteHaltedOverAStart() {
        // given
        written.with("camel/ticks.yaml", ticks("one"));
        operator.awaitState("camel:ticks", "up");
        // when
        operator.order("camel:ticks", "pause");
        // then
        operator.awaitState("camel:ticks", "paused");
        // when
        hub.restart();
        // then
        operator.awaitState("camel:ticks", "paused");
        assertThat(hub.metric("hub_route_halted", "route", "camel:ticks").orElse(1))
                .isEqualTo(1);
        operator.order("camel:ticks", "resume");
        operator.awaitState("camel:ticks", "up");
        operator.order("camel:ticks", "restart");
        operator.awaitState("camel:ticks", "up");
    }

    private static String ticks(String description) {
        return """
                - route:
                    id: ticks
                    description: %s
                    from:
                      uri: timer:ticks?period=50
                      steps:
                        - log: tick
                """.formatted(description);
    }

    @Test
    @Order(3)
    void losesNothingBesideRoutesThatMisbehave() {
        EventLedger book = new EventLedger("steady", 20, 1);
        try (Collector arrived = Collector.at(AmqpProbe.ofQueue(amqp, "steady"));
                KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "steady")) {
            int started = 2; // the hub was restarted once
            await().atMost(SOON).until(() -> operator.logged("Route started", "steady") == started);
            SteadyLoad load = SteadyLoad.start(book, source, 200);
            // when
            misbehave(1);
            // then
            operator.awaitState("camel:second", "waiting");
            operator.awaitState("camel:clash-b", "waiting");
            operator.awaitState("camel:blocks", "up");
            operator.awaitState("camel:stops", "stopped");
            operator.awaitState("camel:steady", "held");
            operator.awaitState("camel:broken.yaml", "invalid");
            // when
            misbehave(2);
            // then
            await().atMost(SOON)
                    .until(() -> operator.field("camel:blocks", "description").equals("blocks 2"));
            assertThat(operator.field("steady", "state")).isEqualTo("up");
            load.end(SOON);
            EventLedger.Findings findings = arrived.awaitAll(book, SOON);
            assertThat(findings.isClean()).as(findings.toString()).isTrue();
            assertThat(operator.logged("Route started", "steady")).isEqualTo(started);
        }
        assertThat(hub.terminate()).isLessThan(DRAIN.plusSeconds(10));
    }

    @Test
    @Order(4)
    void loadsNothingOfThemWhereTheyAreOff(@TempDir Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        try (HubProcess without = HubProcess.start(
                written.path(),
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:off", "-Xlog:class+load:file=" + classes))) {
            // when
            without.awaitReady();
            await().atMost(SOON)
                    .until(() ->
                            without.metric("hub_route_up", "route", "steady").orElse(0) == 1);
            // then
            assertThat(without.operator().routes()).containsExactly("steady");
            assertThat(without.operator().log())
                    .contains("camel/never.yaml: plain Camel routes are disabled; set HUB_CAMEL=on to enable them");
            assertThat(without.metric("hub_config_problems").orElse(0)).isPositive();
            assertThat(Files.readString(classes))
                    .contains(" routes.camel.DisabledCamelRoutes ")
                    .doesNotContain(" routes.camel.CamelFileRoutes ", " org.apache.camel.dsl.")
                    .doesNotContain(Stream.of("bean", "direct", "file", "http", "jackson", "log", "seda", "timer")
                            .map(component -> " org.apache.camel.component." + component + ".")
                            .toArray(String[]::new));
        }
    }

    /** Each in another way, and anew with every round. */
    private void misbehave(int round) {
        written.with("camel/cannot-start.yaml", """
                        - route: { id: first, from: { uri: direct:one, steps: [ log: %1$d ] } }
                        - route: { id: second, from: { uri: direct:one, steps: [ log: %1$d ] } }
                        """.formatted(round))
                .with("camel/no-context.yaml", """
                        - route: { id: clash-a, startupOrder: 1, from: { uri: timer:a, steps: [ log: %1$d ] } }
                        - route: { id: clash-b, startupOrder: 1, from: { uri: timer:b, steps: [ log: %1$d ] } }
                        """.formatted(round))
                .with("camel/blocks.yaml", """
                        - route:
                            id: blocks
                            description: blocks %d
                            from:
                              uri: timer:blocks?period=1
                              steps:
                                - to: { uri: "seda:blocks?blockWhenFull=true&size=1" }
                        - from:
                            uri: seda:blocks?concurrentConsumers=20
                            steps:
                              - delay: { constant: 3600000 }
                        """.formatted(round))
                .with("camel/stops.yaml", """
                        - route:
                            id: stops
                            description: stops %d
                            from:
                              uri: timer:stops?repeatCount=1
                              steps:
                                - setBody: { simple: "${camelContext.stop()}" }
                        """.formatted(round))
                .with("camel/same-name.yaml", """
                        - route:
                            id: steady
                            description: fails %d
                            from:
                              uri: timer:steady?period=1
                              steps:
                                - throwException: { exceptionType: java.lang.IllegalStateException, message: as ordered }
                        """.formatted(round))
                .with("camel/broken.yaml", "- from: [ " + round);
    }

    private double exchanges(String result) {
        return hub.metric("hub_camel_exchanges_total", "route", "camel:ticks", "result", result)
                .orElse(0);
    }
}
