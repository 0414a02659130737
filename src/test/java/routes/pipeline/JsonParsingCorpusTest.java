package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import routes.event.Event;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;

/**
 * The corpus of Nicolas Seriot's JSON Parsing Test Suite: y_ must be taken, n_ refused, i_ may be either. JSON does not
 * forbid that a key occurs twice, so the route accepts it.
 */
class JsonParsingCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpora/json-parsing");

    private final Pipeline pipeline = RouteSpecs.route()
            .file("schemas/any.json", "{}")
            .validateAcceptingDuplicateKeys("schemas/any.json")
            .filter("type != \"none\"")
            .compiled();

    @TestFactory
    Stream<DynamicTest> takesWhatIsJsonAndNothingElse() throws IOException {
        try (Stream<Path> all = Files.list(CORPUS)) {
            String[] files = all.map(Path::toString)
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .toArray(String[]::new);
            assertThat(files).hasSize(318);
            return Each.of((String file) -> check(Path.of(file)), files);
        }
    }

    private void check(Path file) throws IOException {
        RoutingDecision decision = pipeline.decide(Event.of(Files.readAllBytes(file)));
        boolean taken = decision instanceof RoutingDecision.Deliver;
        if (!taken) {
            assertThat(decision).isInstanceOf(RoutingDecision.Failed.class);
            assertThat(((RoutingDecision.Failed) decision).failure().reason()).isEqualTo(DeadLetterReason.PARSE);
        }
        String name = file.getFileName().toString();
        assertThat(taken || name.startsWith("n_") || name.startsWith("i_")).isTrue();
        assertThat(taken && name.startsWith("n_")).isFalse();
    }
}
