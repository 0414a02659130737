package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import routes.config.schema.FormatSchema;
import routes.config.schema.YamlToJson;
import routes.config.yaml.YamlReader;

/**
 * Whatever is done to sound files, they make a definition, or problems that each say where; and an editor finds no fault with
 * what the reader takes.
 */
class ConfigReaderFuzzIT {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/valid");

    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!x ",
            "!!int ",
            "null",
            "~",
            "'",
            "\"",
            "|\n",
            "\n",
            "  ",
            "#",
            "---\n",
            "%YAML 1.1\n",
            "${env:",
            "${env:CANARY}",
            "${file:",
            "0x",
            "1e9999",
            "\0",
            "😀",
            "\u0085",
            "\t",
            "<<: ",
            "{}",
            "[]",
            "ms",
            "-1",
            "99999999999999999999",
            "../",
            "\\(",
            "${.",
            "when",
            "deadLetter",
            "{{",
            "{{{",
            "}}",
            "{{desk}}",
            "\"{{event}}\"",
            "{{desk}}{{event}}",
            "template",
            "with",
            "default");

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(new FormatSchema().json());

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("home-");
    }

    @AfterContainer
    static void removeFolder() {
        for (String file : List.of("hub.yaml", "routes/a.yaml", "routes/b.yaml", "routes", "")) {
            folder.resolve(file).toFile().delete();
        }
    }

    @Property(seed = "1", tries = 1_000)
    void tellsWhereTheProblemIs(@ForAll("hubs") byte[] hub, @ForAll("routes") byte[] routes) {
        assertTellsWhere(new ConfigFixture(folder)
                .with("hub.yaml", hub)
                .with("routes/a.yaml", routes)
                .with("routes/b.yaml", "routes: {}")
                .read());
    }

    @Property(seed = "1", tries = 1_000)
    void reportsWhereTheProblemOfATemplateIs(@ForAll("uses") byte[] uses, @ForAll("templates") byte[] templates) {
        assertTellsWhere(new ConfigFixture(folder)
                .with("hub.yaml", read("templates/hub.yaml"))
                .with("routes/a.yaml", uses)
                .with("routes/b.yaml", templates)
                .read());
    }

    private static void assertTellsWhere(ReadResult reading) {
        assertThat(reading.definition().isPresent() || !reading.problems().isEmpty())
                .isTrue();
        assertThat(reading.problems()).allSatisfy(problem -> {
            assertThat(problem.toString()).doesNotContain("\n").doesNotContain(ConfigFixture.CANARY);
            assertThat(problem.location().file())
                    .isIn("hub.yaml", "routes/a.yaml", "routes/b.yaml", "schemas/order.json");
            assertThat(problem.message()).isNotBlank();
        });
        if (reading.problems().isEmpty()) {
            new ConfigDirectory(folder, Map.of(), problem -> {})
                    .yaml()
                    .forEach((path, bytes) -> assertThat(
                                    SCHEMA.validate(YamlToJson.of(new YamlReader(path, problem -> {})
                                            .read(bytes)
                                            .orElseThrow())))
                            .as(path)
                            .isEmpty());
        }
    }

    @Provide
    Arbitrary<byte[]> hubs() {
        return mutated("every-key/hub.yaml");
    }

    @Provide
    Arbitrary<byte[]> routes() {
        return mutated("every-key/routes/a-kafka.yaml");
    }

    @Provide
    Arbitrary<byte[]> uses() {
        return mutated("templates/routes/a-uses.yaml");
    }

    @Provide
    Arbitrary<byte[]> templates() {
        return mutated("templates/routes/b-templates.yaml");
    }

    private static Arbitrary<byte[]> mutated(String file) {
        String original = read(file);
        return mutation().list().ofMaxSize(4).map(mutations -> {
            String text = original;
            for (Mutation mutation : mutations) {
                text = mutation.of(text);
            }
            return text.getBytes(StandardCharsets.UTF_8);
        });
    }

    private static Arbitrary<Mutation> mutation() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Combinators.combine(places, Arbitraries.of(SPLINTERS))
                                .as((at, splinter) -> text -> insert(text, at, splinter))),
                Tuple.of(
                        2,
                        Combinators.combine(places, places)
                                .as((from, into) -> text -> insert(text, into, line(text, from)))),
                Tuple.of(2, places.map(at -> text -> text.replace(line(text, at), ""))),
                Tuple.of(
                        1,
                        Combinators.combine(places, places).as((from, length) -> text -> cut(text, from, length % 60))),
                Tuple.of(1, places.map(at -> text -> text.substring(0, at % (text.length() + 1)))));
    }

    /** What is done to a file. */
    @FunctionalInterface
    private interface Mutation {
        String of(String text);
    }

    private static String insert(String text, int at, String splinter) {
        int place = at % (text.length() + 1);
        return text.substring(0, place) + splinter + text.substring(place);
    }

    private static String line(String text, int at) {
        List<String> lines = text.lines().toList();
        return lines.isEmpty() ? "" : lines.get(at % lines.size()) + "\n";
    }

    private static String cut(String text, int from, int length) {
        int start = from % (text.length() + 1);
        return text.substring(0, start) + text.substring(Math.min(text.length(), start + length));
    }

    private static String read(String file) {
        try {
            return Files.readString(FIXTURES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
