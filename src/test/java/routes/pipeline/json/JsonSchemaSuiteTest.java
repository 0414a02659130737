package routes.pipeline.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.event.Event;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/**
 * The JSON-Schema-Test-Suite. It is not part of this repository: {@code HUB_TEST_CORPORA} names the folder that has it as
 * {@code json-schema}; without it, the test is skipped.
 */
class JsonSchemaSuiteTest {

    private static final Path SUITE = Path.of(
                    Optional.ofNullable(System.getenv("HUB_TEST_CORPORA")).orElse("../shared/corpora"))
            .resolve("json-schema");

    private static final ObjectMapper JSON = new ObjectMapper();

    enum Draft {
        DRAFT4("draft4", "http://json-schema.org/draft-04/schema#"),
        DRAFT6("draft6", "http://json-schema.org/draft-06/schema#"),
        DRAFT7("draft7", "http://json-schema.org/draft-07/schema#"),
        DRAFT2019_09("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
        DRAFT2020_12("draft2020-12", "https://json-schema.org/draft/2020-12/schema");

        private final String folder;
        private final String dialect;

        Draft(String folder, String dialect) {
            this.folder = folder;
            this.dialect = dialect;
        }
    }

    /** What the hub says differently on purpose, or does not know, each with the reason. The beginnings of cases. */
    private static final Map<String, String> DIFFERENCES = Map.ofEntries(
            Map.entry("format.json: ", "the hub always checks formats: who writes one means it"),
            Map.entry(
                    "refRemote.json: remote HTTP ref with different",
                    "an id is the name of a file, its address is not"),
            Map.entry(
                    "optional/cross-draft.json: refs to historic drafts",
                    "the same: the file has another id than its address"),
            Map.entry(
                    "optional/format/date-time.json: validation of date-time strings: a second fraction",
                    "nine digits, as java.time has"),
            Map.entry(
                    "optional/format/hostname.json: validation of A-label (punycode) host names",
                    "labels are not decoded"),
            Map.entry(
                    "optional/format/hostname.json: validation of host names: exceeds maximum overall length",
                    "only the length of a label is checked"),
            Map.entry("optional/format/idn-email.json: ", "control characters are refused"),
            Map.entry(
                    "optional/format/idn-hostname.json: validation of internationalized host names",
                    "not checked: the whole length, empty labels, text from right to left"),
            Map.entry(
                    "optional/format/idn-hostname.json: validation of separators",
                    "only the ASCII full stop separates labels"),
            Map.entry(
                    "optional/format/iri.json: validation of IRIs: an IPv6 host",
                    "leading zeros of IPv4 in IPv6 are taken"),
            Map.entry("optional/format/uri-reference.json: validation of URI References: a leading zero", "the same"),
            Map.entry("optional/format/uri.json: validation of URIs: leading zero", "the same"),
            Map.entry(
                    "optional/format/uri-reference.json: validation of URI References: a non-numeric port",
                    "java.net.URI takes any authority"),
            Map.entry("optional/format/uri.json: validation of URIs: non-numeric port", "the same"),
            Map.entry(
                    "optional/format/uri-template.json: ",
                    "an apostrophe is refused, as RFC 6570 had it before its errata"));

    @BeforeAll
    static void isThere() {
        Assumptions.assumeTrue(
                Files.isDirectory(SUITE),
                SUITE + " has the JSON-Schema-Test-Suite; HUB_TEST_CORPORA can name another folder than its parent");
    }

    @ParameterizedTest
    @EnumSource
    void validatesAsTheSuiteRequires(Draft draft) throws IOException {
        Map<String, String> wrong = wrong(draft);

        DIFFERENCES.keySet().forEach(known -> wrong.keySet().removeIf(name -> name.startsWith(known)));
        assertThat(String.join(
                        "\n", wrong.entrySet().stream().map(Map.Entry::toString).toList()))
                .isEmpty();
    }

    private static Map<String, String> wrong(Draft draft) throws IOException {
        Path tests = SUITE.resolve("tests").resolve(draft.folder);
        Assumptions.assumeTrue(Files.isDirectory(tests), "the suite has " + draft.folder);
        Map<String, byte[]> remotes = remotes();
        Map<String, String> wrong = new TreeMap<>();
        int cases = 0;
        try (Stream<Path> all = Files.walk(tests)) {
            for (Path file : (Iterable<Path>) all.filter(path -> path.toString().endsWith(".json"))::iterator) {
                for (JsonNode group : JSON.readTree(file.toFile())) {
                    String name = tests.relativize(file) + ": "
                            + group.get("description").textValue() + ": ";
                    check(name, group, draft, remotes).forEach(wrong::put);
                    cases += group.get("tests").size();
                }
            }
        }
        assertThat(cases).isGreaterThan(500);
        return wrong;
    }

    private static Map<String, String> check(String name, JsonNode group, Draft draft, Map<String, byte[]> remotes) {
        Map<String, String> wrong = new TreeMap<>();
        Optional<JsonSchemaValidator> validator = Optional.empty();
        String refusal = "";
        try {
            validator = Optional.of(compiled(group.get("schema"), draft, remotes));
        } catch (CompileException e) {
            refusal = e.getMessage();
        }
        for (JsonNode test : group.get("tests")) {
            boolean expected = test.get("valid").booleanValue();
            if (validator.isEmpty()) {
                wrong.put(name + test.get("description").textValue(), "refused: " + refusal);
            } else if (isValid(validator.get(), test.get("data")) != expected) {
                wrong.put(name + test.get("description").textValue(), "is " + (expected ? "valid" : "not valid"));
            }
        }
        return wrong;
    }

    private static JsonSchemaValidator compiled(JsonNode schema, Draft draft, Map<String, byte[]> remotes)
            throws CompileException {
        Map<String, byte[]> files = new HashMap<>(remotes);
        if (schema.isObject() && !schema.has("$schema")) {
            ((ObjectNode) schema).put("$schema", draft.dialect);
        }
        files.put("schemas/tested.json", schema.toString().getBytes(UTF_8));
        return JsonSchemaValidator.of("schemas/tested.json", new ResourceFiles(files));
    }

    private static boolean isValid(JsonSchemaValidator validator, JsonNode body) {
        try {
            validator.validate(new EventContext(Event.of(body.toString().getBytes(UTF_8))));
            return true;
        } catch (StepException e) {
            return false;
        }
    }

    /** The suite's other schemas, each with its address as id, as published files have it. */
    private static Map<String, byte[]> remotes() throws IOException {
        Path folder = SUITE.resolve("remotes");
        Map<String, byte[]> remotes = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(path -> path.toString().endsWith(".json"))::iterator) {
                String path = folder.relativize(file).toString();
                if (!path.startsWith("v1/") && !path.startsWith("draft3/")) {
                    JsonNode schema = JSON.readTree(file.toFile());
                    String id = path.startsWith("draft4/") ? "id" : "$id";
                    if (schema.isObject() && !schema.has(id)) {
                        ((ObjectNode) schema).put(id, "http://localhost:1234/" + path);
                    }
                    remotes.put("schemas/remotes/" + path, schema.toString().getBytes(UTF_8));
                }
            }
        }
        return remotes;
    }
}
