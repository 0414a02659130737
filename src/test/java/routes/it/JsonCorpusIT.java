package routes.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.testkit.AllBrokers;
import routes.testkit.BrokerUnderTest;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/**
 * JSON that must be taken (y_), must be refused (n_) and may be either (i_), from each source through a route that validates:
 * what is taken arrives, what is not becomes a dead letter, both with the bytes that were sent.
 */
class JsonCorpusIT {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpora", "json-parsing");
    private static final int FILES = 318;
    private static final String FILE = "file";
    private static final String TOLD = "hub-dead-letter-";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_TOO_MANY = Duration.ofMillis(500);

    private static AllBrokers brokers;
    private static HubInThisJvm hub;

    @BeforeAll
    static void startOnce(@TempDir Path home) {
        brokers = AllBrokers.start(EmbeddedKafka::start);
        sources().forEach(source -> {
            source.make(brokers, in(source));
            BrokerUnderTest.KAFKA.make(brokers, taken(source));
            BrokerUnderTest.KAFKA.make(brokers, refused(source));
        });
        hub = HubInThisJvm.start(
                home,
                Map.of(
                        "hub.yaml",
                        brokers.hubYaml("kafka", "rabbit", "queues", "subscribers"),
                        "schemas/anything.json",
                        "{}",
                        "routes/corpus.yaml",
                        "routes:\n" + sources().map(JsonCorpusIT::yaml).collect(joining())));
    }

    private static Stream<BrokerUnderTest> sources() {
        return Stream.of(BrokerUnderTest.values());
    }

    private static String in(BrokerUnderTest source) {
        return source + "-in";
    }

    private static String taken(BrokerUnderTest source) {
        return source + "-taken";
    }

    private static String refused(BrokerUnderTest source) {
        return source + "-refused";
    }

    private static String yaml(BrokerUnderTest source) {
        return """
                  %s:
                    from: %s
                    steps: [{ validate: { jsonSchema: schemas/anything.json, duplicateKeys: accept } }]
                    to: { kafka: { topic: %s } }
                    deadLetter: { kafka: { topic: %s } }
                """.formatted(source, source.origin(in(source)), taken(source), refused(source));
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(hub).ifPresent(HubInThisJvm::close);
        Optional.ofNullable(brokers).ifPresent(AllBrokers::close);
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void deliversWhatIsJsonAndDeadLettersWhatIsNot(BrokerUnderTest source) {
        // given
        Map<String, Event> sent = corpus();
        assertThat(sent).hasSize(FILES);
        // when
        try (Probe sender = source.probe(brokers, in(source))) {
            sender.send(List.copyOf(sent.values()));
        }
        Map<String, Long> outcomes = hub.awaitEnded(source.toString(), FILES).outcomes();
        Map<String, Event> taken = byFile(arrived(taken(source), outcomes.get("delivered")));
        Map<String, Event> refused = byFile(arrived(refused(source), outcomes.get("dead_lettered")));
        // then
        Set<String> all = new TreeSet<>(taken.keySet());
        all.addAll(refused.keySet());
        assertThat(all).isEqualTo(sent.keySet());
        assertThat(taken.size() + refused.size()).isEqualTo(FILES);
        assertThat(taken.keySet()).noneMatch(file -> file.startsWith("n_"));
        assertThat(refused.keySet()).noneMatch(file -> file.startsWith("y_"));
        taken.forEach((file, event) -> assertThat(event).as(file).isEqualTo(sent.get(file)));
        refused.forEach((file, event) -> {
            assertThat(event.headers().text(TOLD + "reason")).as(file).contains("parse");
            assertThat(asItCame(event)).as(file).isEqualTo(sent.get(file));
        });
        assertThat(hub.route(source.toString()).received()).isEqualTo(FILES);
        hub.assertAllUp();
        System.out.println(eitherWay(source, sent.keySet(), taken.keySet()));
    }

    private static Map<String, Event> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .collect(toMap(
                            file -> file.getFileName().toString(), JsonCorpusIT::event, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Event event(Path file) {
        try {
            Bytes name = Bytes.ofText(file.getFileName().toString());
            return new Event(
                    Bytes.of(Files.readAllBytes(file)), name, Headers.received(List.of(new Header(FILE, name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Event> arrived(String topic, long expected) {
        try (KafkaProbe probe = new KafkaProbe(brokers.kafka().bootstrap(), topic)) {
            List<Event> events = new ArrayList<>(probe.receive((int) expected, PATIENCE));
            events.addAll(probe.receive(1, ONE_TOO_MANY));
            return events;
        }
    }

    /** Fails where a file arrived twice. */
    private static Map<String, Event> byFile(List<Event> events) {
        return events.stream().collect(toMap(event -> event.headers().text(FILE).orElseThrow(), Function.identity()));
    }

    /** A dead letter without what the hub has to say about it. */
    private static Event asItCame(Event letter) {
        return letter.withHeaders(Headers.received(letter.headers().stream()
                .filter(header -> !header.name().startsWith(TOLD))
                .toList()));
    }

    private static String eitherWay(BrokerUnderTest source, Set<String> sent, Set<String> taken) {
        return sent.stream()
                .filter(file -> file.startsWith("i_"))
                .map(file -> "  " + (taken.contains(file) ? "delivered " : "dead letter ") + file)
                .collect(joining("\n", "What JSON parsers may take or refuse, from " + source + ":\n", ""));
    }
}
