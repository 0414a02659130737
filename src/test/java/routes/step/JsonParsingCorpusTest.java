package routes.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routes.definition.Reason;
import routes.event.Event;
import routes.event.Verdict;

/** The corpus of Nicolas Seriot's JSON Parsing Test Suite: y_ must be taken, n_ refused, i_ may be either. */
class JsonParsingCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpora/json-parsing");

    private final Itinerary itinerary = Plans.route()
            .file("schemas/any.json", "{}")
            .validateJson("schemas/any.json")
            .filter("type != \"none\"")
            .compiled();

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(CORPUS)) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesWhatIsJsonAndNothingElse(Path file) throws IOException {
        Verdict verdict = itinerary.decide(Event.of(Files.readAllBytes(file)), file.toString());
        boolean taken = verdict instanceof Verdict.Deliver;
        if (!taken) {
            assertThat(verdict).isInstanceOf(Verdict.Failed.class);
            Reason reason = ((Verdict.Failed) verdict).failure().reason();
            String name = file.getFileName().toString();
            assertThat(reason).isIn(name.startsWith("i_") ? new Object[] {Reason.PARSE, Reason.SCHEMA} : new Object[] {
                Reason.PARSE
            });
        }
        String name = file.getFileName().toString();
        assertThat(taken || name.startsWith("n_") || name.startsWith("i_")).isTrue();
        assertThat(taken && name.startsWith("n_")).isFalse();
    }
}
