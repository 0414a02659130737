package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.event.Event;
import routes.model.Problem;
import routes.support.LogText;
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

/** A hub that follows its HUB_HOME. {@code -Dchanges=1000} changes it so often under load, every other time for the worse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveChangeIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final int CHANGES = Integer.getInteger("changes", 40);
    private static final String STEADY = """
            routes:
              steady: { from: { kafka: { topic: steady } }, to: { rabbitmq: { queue: steady } } }
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
        Stream.of("dead", "steady", "moving", "first", "second", "rotated")
                .forEach(topic -> kafka.createTopic(topic, 3));
        Stream.of("steady", "moving", "first", "second", "rotated").forEach(amqp::createQueue);
        written = new TestHome(home).with("hub.yaml", hubYaml(amqp.password())).with("routes/steady.yaml", STEADY);
        hub = HubProcess.start(home, Map.of("HUB_WATCH", "400ms")).awaitReady();
        operator = hub.operator();
        operator.awaitState("steady", "up");
    }

    private String hubYaml(String password) {
        return TestHome.connections(kafka, amqp).replace("\"" + amqp.password() + "\"", "\"" + password + "\"")
                + "defaults: { deadLetter: { kafka: { topic: dead } } }\n";
    }

    @AfterAll
    void stopAll() {
        Stream.<AutoCloseable>of(hub, amqp, kafka).forEach(one -> {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @BeforeEach
    void leaveOnlyTheSteadyRoute() {
        Stream.of("moving", "other").forEach(this::remove);
        await().atMost(SOON).until(() -> operator.routes().equals(List.of("steady")));
    }

    @Test
    void addsChangesAndRemovesARouteAndTouchesNoOther() {
        // when
        written.with("routes/other.yaml", route("other", "first", "first"));
        // then
        operator.awaitState("other", "up");
        assertArrives("first", "first", "other-1");
        // when
        int before = operator.logged("Route started", "other");
        written.with("routes/other.yaml", route("other", "first", "second"));
        // then
        await().atMost(SOON).until(() -> operator.logged("Route started", "other") > before);
        operator.awaitState("other", "up");
        assertArrives("first", "second", "other-2");
        // when
        remove("other");
        // then
        await().atMost(SOON).until(() -> operator.routes().equals(List.of("steady")));
        await().atMost(SOON)
                .until(() -> hub.metric("hub_route_up", "route", "other").isEmpty());
        assertThat(operator.logged("Route started", "steady")).isEqualTo(1);
        assertThat(operator.logged("Route retired", "steady")).isZero();
    }

    @Test
    void goesOnWithWhatWasSoundAndSaysWhatIsWrong() {
        // given
        written.with("routes/other.yaml", route("other", "first", "first"));
        operator.awaitState("other", "up");
        // when
        written.with("routes/other.yaml", route("other", "first", "first").replace("kafka:", "kafak:"));
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.list("other", "change"))
                        .anySatisfy(problem -> assertThat(problem)
                                .contains("routes/other.yaml:3:13", "unknown kind 'kafak', did you mean 'kafka'?")));
        assertThat(operator.state("other")).isEqualTo("up");
        assertThat(hub.metric("hub_config_problems").orElse(0)).isPositive();
        assertArrives("first", "first", "still there");
    }

    @Test
    void keepsARouteWhoseFileCannotBeReadAtAll() {
        // given
        written.with("routes/other.yaml", route("other", "first", "first"));
        operator.awaitState("other", "up");
        int before = operator.logged("Route retired", "other");
        // when
        written.with("routes/other.yaml", "routes: { other: [\n");
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.list("other", "change"))
                        .anySatisfy(problem -> assertThat(problem).contains("routes/other.yaml")));
        assertThat(operator.state("other")).isEqualTo("up");
        assertThat(operator.logged("Route retired", "other")).isEqualTo(before);
        // when
        written.with("routes/other.yaml", route("other", "first", "first"));
        // then
        await().atMost(SOON).until(() -> operator.list("other", "change").isEmpty());
        assertThat(operator.logged("Route retired", "other")).isEqualTo(before);
    }

    @Test
    void comesBackWhereItIsRemovedAndAddedAgainAtOnce() {
        // given
        written.with("routes/other.yaml", route("other", "first", "first"));
        operator.awaitState("other", "up");
        // when
        for (int i = 0; i < 5; i++) {
            int known = operator.routes().size();
            remove("other");
            await().atMost(SOON).until(() -> operator.routes().size() < known);
            written.with("routes/other.yaml", route("other", "first", "first"));
            operator.awaitState("other", "up");
        }
        // then
        assertThat(hub.metric("hub_route_up", "route", "other")).hasValue(1);
        assertArrives("first", "first", "after all that");
    }

    @Test
    void keepsTheOldRouteUntilTheNewOneHasAllThatItNeeds() {
        // given
        written.with("routes/other.yaml", route("other", "first", "first"));
        operator.awaitState("other", "up");
        String revision = await().atMost(SOON).until(() -> operator.field("other", "revision"), it -> !it.isEmpty());
        // when
        written.with("routes/other.yaml", route("other", "first", "not-yet-there"));
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.list("other", "change"))
                        .anySatisfy(problem -> assertThat(problem).contains("not-yet-there", "does not exist")));
        assertThat(operator.state("other")).isEqualTo("up");
        assertThat(operator.field("other", "revision")).isEqualTo(revision);
        assertThat(hub.metric("hub_route_pending", "route", "other")).hasValue(1);
        assertArrives("first", "first", "by the old one");
        // when
        amqp.createQueue("not-yet-there");
        // then
        await().atMost(SOON)
                .until(() -> operator.field("other", "revision"), now -> !now.isEmpty() && !now.equals(revision));
        operator.awaitState("other", "up");
        assertThat(operator.list("other", "change")).isEmpty();
        assertArrives("first", "not-yet-there", "by the new one");
    }

    @Test
    void takesUpAConnectionThatWasChanged() {
        // given
        written.with("routes/other.yaml", route("other", "rotated", "rotated"));
        operator.awaitState("other", "up");
        // when
        written.with("hub.yaml", hubYaml("wrong"));
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.list("other", "change"))
                        .anySatisfy(problem -> assertThat(problem).contains("user")));
        assertThat(operator.state("other")).isEqualTo("up");
        // when
        written.with("hub.yaml", hubYaml(amqp.password()) + "# as it was\n");
        // then
        await().atMost(SOON).until(() -> operator.list("other", "change").isEmpty());
        assertArrives("rotated", "rotated", "with the old password");
    }

    @Test
    void losesNothingHoweverOftenItIsChangedAndHalfOfThatIsWrong(@TempDir Path scratch) throws IOException {
        // given
        List<Wrong> wrong = wrong(scratch);
        Set<String> told = new HashSet<>();
        EventLedger book = new EventLedger("moving", 20, 1);
        EventLedger beside = new EventLedger("steady", 20, 2);
        written.with("routes/moving.yaml", moving(0));
        operator.awaitState("moving", "up");
        try (Collector moved = Collector.at(AmqpProbe.ofQueue(amqp, "moving"));
                Collector stayed = Collector.at(AmqpProbe.ofQueue(amqp, "steady"));
                KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "moving");
                KafkaProbe steady = new KafkaProbe(kafka.bootstrap(), "steady")) {
            int before = operator.logged("Route started", "steady");
            SteadyLoad load = SteadyLoad.start(book, source, 200);
            SteadyLoad other = SteadyLoad.start(beside, steady, 200);
            // when
            for (int change = 2; change <= CHANGES; change += 2) {
                Wrong next = wrong.get(change / 2 % wrong.size());
                told.addAll(next.problems());
                written.with("routes/other.yaml", next.text());
                await().atMost(SOON)
                        .until(() -> hub.metric("hub_config_problems").orElse(0) > 0);
                remove("other");
                String description = "change " + change;
                written.with("routes/moving.yaml", moving(change));
                await().atMost(SOON).until(() -> description.equals(operator.field("moving", "description")));
            }
            load.end(SOON);
            other.end(SOON);
            // then
            EventLedger.Findings findings = moved.awaitAll(book, SOON);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            EventLedger.Findings ofSteady = stayed.awaitAll(beside, SOON);
            assertThat(ofSteady.isClean()).as(ofSteady.toString()).isTrue();
            assertThat(operator.logged("Route started", "steady")).isEqualTo(before);
        }
        assertThat(wrong).extracting(Wrong::problems).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        String log = operator.log();
        assertThat(told).allSatisfy(problem -> assertThat(log).contains("problem=" + LogText.value(problem)));
    }

    private static String moving(int change) {
        return route("moving", "moving", "moving").replace("from:", "description: change " + change + "\n    from:");
    }

    /** A route file that is wrong, and what is to be said of it. */
    private record Wrong(String text, List<String> problems) {}

    /** Each wrong in another way. */
    private List<Wrong> wrong(Path scratch) throws IOException {
        TestHome home =
                new TestHome(scratch).with("hub.yaml", hubYaml("secret")).with("routes/steady.yaml", STEADY);
        ConfigReader reader = new ConfigReader(name -> Optional.empty());
        Map<List<String>, Wrong> all = new LinkedHashMap<>();
        try (Stream<Path> fixtures = Files.list(Path.of("src/test/resources/fixtures/invalid"))) {
            fixtures.sorted().flatMap(fixture -> routeFile(fixture).stream()).forEach(text -> {
                List<String> problems =
                        CompiledConfiguration.of(reader.read(
                                        home.with("routes/other.yaml", text).path()))
                                .problems()
                                .stream()
                                .map(Problem::toString)
                                .toList();
                if (!problems.isEmpty()) {
                    all.putIfAbsent(problems, new Wrong(text, problems));
                }
            });
        }
        return List.copyOf(all.values());
    }

    /** The route file of a fixture that has one and no hub.yaml of its own. */
    private static List<String> routeFile(Path fixture) {
        List<String> sections = List.of(text(fixture).split("(?m)^### "));
        boolean ofHub = sections.stream().anyMatch(section -> section.contains("hub.yaml\n"));
        return ofHub
                ? List.of()
                : sections.stream()
                        .filter(section -> section.startsWith("routes/"))
                        .map(section -> section.substring(section.indexOf('\n') + 1))
                        .limit(1)
                        .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String route(String name, String topic, String queue) {
        return """
                routes:
                  %s:
                    from: { kafka: { topic: %s } }
                    to: { rabbitmq: { queue: %s } }
                """.formatted(name, topic, queue);
    }

    private void assertArrives(String topic, String queue, String body) {
        try (KafkaProbe source = new KafkaProbe(kafka.bootstrap(), topic);
                AmqpProbe target = AmqpProbe.ofQueue(amqp, queue)) {
            source.send(List.of(Event.of(body.getBytes(StandardCharsets.UTF_8))));
            assertThat(target.receive(1, SOON))
                    .extracting(event -> event.body().toString())
                    .containsExactly(body);
        }
    }

    private void remove(String route) {
        try {
            Files.deleteIfExists(written.path().resolve("routes/" + route + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
