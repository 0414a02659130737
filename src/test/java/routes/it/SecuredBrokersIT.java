package routes.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import routes.cli.Main;
import routes.control.RouteStatus;
import routes.event.Event;
import routes.testkit.AmqpProbe;
import routes.testkit.CapturedLog;
import routes.testkit.EventLedger;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/** Brokers that are encrypted and want to know who comes: what gets through, and what the hub says where it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredBrokersIT {

    private static final int EVENTS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ONE_TOO_MANY = Duration.ofMillis(300);
    private static final String DEAD = "defaults: { deadLetter: { kafka: { connection: open, topic: dead } } }\n";

    private SecuredBrokers brokers;
    private CapturedLog overheard;

    @BeforeAll
    void startAll(@TempDir Path folder) {
        brokers = SecuredBrokers.start(folder);
        brokers.kafka().open().createTopic("dead", 1);
        make("kafka", "refused");
        make("rabbit", "refused");
        overheard = CapturedLog.listen();
    }

    @AfterAll
    void stopAll() {
        Optional.ofNullable(overheard).ifPresent(CapturedLog::close);
        Optional.ofNullable(brokers).ifPresent(SecuredBrokers::close);
    }

    @AfterEach
    void hasLoggedNoSecret() {
        assertThat(overheard.lines()).isNotEmpty();
        assertNoSecret(String.join("\n", overheard.lines()));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, scram256", "scram256, scram512", "scram512, certificate", "certificate, plain",
        "plain, rabbit", "rabbit, certificate", "scram512, rabbit", "rabbit, scram256"
    })
    void carriesEveryEventOnceAndUnchanged(String from, String to, @TempDir Path home) {
        assumeTrue(brokers.rabbit().isPresent() || !(from + to).contains("rabbit"), "RabbitMQ is installed");
        // given
        String in = from + "-to-" + to;
        String out = in + "-out";
        make(from, in);
        make(to, out);
        EventLedger book = new EventLedger(in, 20, 1);
        List<Event> arrived;
        // when
        try (HubInThisJvm hub = HubInThisJvm.start(
                        home,
                        Map.of(
                                "hub.yaml",
                                connections(connection(from), connection(to)),
                                "routes/one.yaml",
                                "routes:\n" + route(in, from, in, to, out)));
                Probe sender = probe(from, in);
                Probe receiver = probe(to, out)) {
            sender.send(book.write(EVENTS));
            arrived = new ArrayList<>(receiver.receive(EVENTS, PATIENCE));
            hub.awaitEnded(in, EVENTS);
            arrived.addAll(receiver.receive(1, ONE_TOO_MANY));
        }
        // then
        EventLedger.Findings findings = book.check(arrived);
        assertThat(findings.isClean()).as(findings.toString()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithAConnectionAndHowToMendIt(@TempDir Path home) {
        // given
        List<RefusedConnection> refused = refused();
        String lines = refused.stream().map(RefusedConnection::line).collect(joining());
        String routes = refused.stream()
                .map(connection -> route(connection.name(), connection.name(), "refused", "open", "dead"))
                .collect(joining());
        make("kafka", "sound");
        // when
        try (HubInThisJvm hub = HubInThisJvm.begin(
                home,
                Map.of(
                        "hub.yaml",
                        connections(lines, connection("scram256")),
                        "routes/refused.yaml",
                        "routes:\n" + routes + route("sound", "scram256", "sound", "open", "dead")))) {
            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(refused).allSatisfy(connection -> {
                        RouteStatus status = hub.route(connection.name());
                        assertThat(status.state()).isEqualTo(RouteStatus.State.WAITING);
                        assertThat(status.problems()).singleElement().asString().contains(connection.problem());
                    }));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.route("sound").state()).isEqualTo(RouteStatus.State.UP));
            refused.forEach(connection ->
                    assertNoSecret(hub.route(connection.name()).problems().toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({"kafka, plain", "rabbit, rabbit"})
    void takesWhatWaitedOnceTheConnectionIsMended(String broker, String mended, @TempDir Path home) {
        assumeTrue(brokers.rabbit().isPresent() || broker.equals("kafka"), "RabbitMQ is installed");
        // given
        String place = "mended-" + broker;
        make(broker, place);
        make("kafka", place + "-out");
        EventLedger book = new EventLedger(place, 20, 2);
        RefusedConnection wrong = refused().stream()
                .filter(connection -> connection.name().startsWith(broker + "-password"))
                .findFirst()
                .orElseThrow();
        Map<String, String> files = Map.of(
                "hub.yaml",
                connections(wrong.line()),
                "routes/one.yaml",
                "routes:\n" + route(place, wrong.name(), place, "open", place + "-out"));
        try (Probe sender = probe(broker, place);
                Probe receiver = probe("kafka", place + "-out")) {
            sender.send(book.write(EVENTS));
            // when
            try (HubInThisJvm hub = HubInThisJvm.begin(home, files)) {
                await().atMost(PATIENCE)
                        .until(() -> hub.route(place).problems().toString().contains(wrong.problem()));
            }
            String told = validated(home);
            String correct = connection(mended).replace(mended + ":", wrong.name() + ":");
            Map<String, String> corrected = Map.of("hub.yaml", connections(correct));
            // then
            try (HubInThisJvm hub = HubInThisJvm.start(home, corrected)) {
                EventLedger.Findings findings = book.check(receiver.receive(EVENTS, PATIENCE));
                assertThat(findings.isClean()).as(findings.toString()).isTrue();
                hub.awaitEnded(place, EVENTS);
            }
            assertThat(told).contains(": routes." + place + ".from.", wrong.problem(), "1 problem");
            assertNoSecret(told);
        }
    }

    private List<RefusedConnection> refused() {
        return Stream.concat(
                        RefusedConnection.ofKafka(brokers).stream(),
                        brokers.rabbit().stream().flatMap(installed -> RefusedConnection.ofRabbit(brokers).stream()))
                .toList();
    }

    /** What {@code validate --connect} says. */
    private static String validated(Path home) {
        StringWriter said = new StringWriter();
        int exit = new CommandLine(new Main())
                .setOut(new PrintWriter(said))
                .execute("validate", "--connect", home.toString());
        assertThat(exit).as(said.toString()).isEqualTo(Main.PROBLEMS);
        return said.toString();
    }

    private String connections(String... lines) {
        return "connections:\n" + brokers.openKafka("open") + String.join("", lines) + DEAD;
    }

    private String connection(String name) {
        return switch (name) {
            case "plain" -> brokers.kafka(name, name, "PLAIN");
            case "scram256" -> brokers.kafka(name, name, "SCRAM-SHA-256");
            case "scram512" -> brokers.kafka(name, name, "SCRAM-SHA-512");
            case "certificate" ->
                brokers.kafka(
                        name,
                        "localhost",
                        brokers.kafka().certificatePort(),
                        "{ ca: CA, certificate: CHAIN, key: KEY }",
                        "");
            default -> brokers.rabbit(name);
        };
    }

    private static String route(String name, String from, String in, String to, String out) {
        return "  %s:\n    from: %s\n    to: %s\n".formatted(name, place(from, in), place(to, out));
    }

    private static String place(String connection, String name) {
        return connection.startsWith("rabbit")
                ? "{ rabbitmq: { connection: %s, queue: %s } }".formatted(connection, name)
                : "{ kafka: { connection: %s, topic: %s } }".formatted(connection, name);
    }

    private void make(String connection, String name) {
        if (!connection.startsWith("rabbit")) {
            brokers.kafka().open().createTopic(name, 1);
        } else {
            brokers.rabbit().ifPresent(rabbit -> rabbit.createQueue(name));
        }
    }

    private Probe probe(String connection, String name) {
        return connection.startsWith("rabbit")
                ? AmqpProbe.ofQueue(brokers.rabbit().orElseThrow(), name)
                : new KafkaProbe(brokers.kafka().open().bootstrap(), name);
    }

    private static void assertNoSecret(String told) {
        assertThat(told).doesNotContain(SecuredBrokers.WRONG);
        assertThat(told).doesNotContain(SecuredBrokers.PASSWORDS.values());
    }
}
