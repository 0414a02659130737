package routes.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.config.ConfigDirectory;
import routes.config.ConfigFixture;
import routes.config.yaml.YamlReader;

class FormatSchemaTest {
    /** What a JSON Schema cannot say, by the reason; the fixtures of these names pass it and are refused by the reader. */
    private static final Map<String, List<String>> BEYOND_A_SCHEMA = Map.of(
            "how two values fit each other, which the records alone know",
            List.of(
                    "backoff-that-shrinks",
                    "conversion-that-cannot-be",
                    "csv-columns-of-one-name",
                    "csv-quote-that-separates",
                    "dead-letter-addressed-by-content",
                    "deduplication-on-a-standard-queue",
                    "duplicate-keys-of-xml",
                    "separator-of-a-body-that-is-no-csv"),
            "what a size or a length of time comes to, and that capitals make no other header",
            List.of("header-that-is-the-hubs-own-in-capitals", "in-flight-of-few-bytes", "visibility-too-short"),
            "a reference from one place to another",
            List.of(
                    "connection-of-the-wrong-kind",
                    "connection-that-nobody-uses",
                    "dead-letter-unsaid",
                    "defaults-with-unknown-connection",
                    "duplicate-route",
                    "missing-schema",
                    "no-connection-of-the-kind",
                    "route-of-a-template-with-a-wrong-test",
                    "several-connections-and-none-named",
                    "template-variable-of-no-parameter",
                    "template-default-with-a-variable",
                    "template-parameter-missing",
                    "template-parameter-that-it-never-uses",
                    "template-parameter-unknown",
                    "template-that-nobody-uses",
                    "template-twice",
                    "template-unknown",
                    "template-unknown-where-there-is-none",
                    "test-expects-a-target-that-is-not-there",
                    "unknown-connection"),
            "what a template makes of a value",
            List.of(
                    "template-default-that-is-no-topic",
                    "template-list-inside-a-text",
                    "template-that-puts-environment-together",
                    "template-value-of-another-type",
                    "template-value-that-is-no-topic"),
            "how YAML is written, which is gone or cannot be had once it is JSON",
            List.of(
                    "control-character",
                    "control-character-far-away",
                    "password-that-reads-as-a-tag-handle",
                    "empty-route-file",
                    "hub-file-empty",
                    "key-that-is-a-list",
                    "nested-too-deep",
                    "syntax-error",
                    "tab-as-indentation",
                    "template-text-not-in-quotes",
                    "test-with-an-unpaired-surrogate",
                    "two-documents"),
            "the environment, and which file is which",
            List.of(
                    "environment-variable-not-set",
                    "hub-file-missing",
                    "invalid-default-of-a-placeholder",
                    "invalid-value-from-the-environment",
                    "placeholder-not-closed",
                    "placeholder-without-a-name",
                    "secret-file-missing",
                    "secret-file-with-a-relative-path"));

    /** Other files than the fixtures; by whether they are sound. */
    private static final Map<Path, Boolean> OTHER_HOMES = Map.of(
            Path.of("src/test/resources/sample/hub"), true,
            Path.of("src/test/resources/status"), false,
            Path.of("k8s/base/hub"), true,
            Path.of("k8s/overlays/example/hub"), true);

    private final String json = new FormatSchema().json();

    @TestFactory
    Stream<DynamicTest> acceptsWhatTheReaderAccepts() {
        return ConfigFixture.fixtures("valid")
                .map(fixture -> dynamicTest(fixture.getFileName().toString(), () -> judges(fixture, true)));
    }

    @TestFactory
    Stream<DynamicTest> judgesOtherFilesAsTheReaderDoes() {
        return OTHER_HOMES.entrySet().stream()
                .map(home -> dynamicTest(home.getKey().toString(), () -> judges(home.getKey(), home.getValue())));
    }

    private void judges(Path home, boolean sound) {
        Map<String, byte[]> files = new ConfigDirectory(home, Map.of(), problem -> {}).yaml();

        assertThat(files).isNotEmpty();
        assertThat(files.entrySet().stream()
                        .flatMap(file -> complaints(file.getKey(), file.getValue()).stream())
                        .toList())
                .matches(complaints -> complaints.isEmpty() == sound);
    }

    @Test
    void refusesWhatTheReaderRefusesAsFarAsASchemaCan() {
        Set<String> accepted = ConfigFixture.fixtures("invalid")
                .filter(this::accepts)
                .map(fixture -> fixture.getFileName().toString().replace(".txt", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(accepted)
                .containsExactlyInAnyOrderElementsOf(
                        BEYOND_A_SCHEMA.values().stream().flatMap(List::stream).toList());
    }

    @Test
    void isAWellFormedSchemaOfTheYear2020() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(new ObjectMapper().readTree(json))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> tellsOfEveryKeyWhatItMeansAndShowsAValueThatIsOne() throws IOException {
        return properties().entrySet().stream()
                .map(property -> dynamicTest(property.getKey(), () -> tells(property.getValue())));
    }

    private void tells(JsonNode property) throws IOException {
        List<JsonNode> shown = new ArrayList<>();
        Optional.ofNullable(property.get("default")).ifPresent(shown::add);
        property.path("examples").forEach(shown::add);

        assertThat(property.path("description").asText()).isNotBlank().endsWith(".");
        assertThat(shown.size() + property.findValues("enum").size()).isPositive();
        assertThat(shown)
                .allSatisfy(
                        value -> assertThat(schema(property).validate(value)).isEmpty());
    }

    /** By the definition and the key. */
    private Map<String, JsonNode> properties() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        for (Map.Entry<String, JsonNode> definition :
                new ObjectMapper().readTree(json).get("$defs").properties()) {
            definition
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(it -> properties.put(definition.getKey() + "." + it.getKey(), it.getValue()));
        }
        return properties;
    }

    @Test
    void givesEditorsTheDocumentationDefaultAndExampleOfAKey() throws IOException {
        JsonNode retry = new ObjectMapper().readTree(json).at("/$defs/RetrySpec");

        assertThat(retry.at("/properties/attempts/description").asText())
                .isEqualTo("The total number of attempts, the first one included.");
        assertThat(retry.at("/properties/attempts/default").asInt()).isEqualTo(5);
        assertThat(retry.at("/properties/backoff/examples/0").asText()).isEqualTo("200ms..30s");
        assertThat(retry.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    private boolean accepts(Path fixture) {
        return ConfigFixture.sections(fixture).entrySet().stream()
                .filter(section ->
                        section.getKey().endsWith(".yaml") && !section.getKey().startsWith("no "))
                .allMatch(section -> complaints(
                                section.getKey(), section.getValue().getBytes(StandardCharsets.UTF_8))
                        .isEmpty());
    }

    /** None of a file that is no YAML at all: there is nothing to be seen of it. */
    private Set<ValidationMessage> complaints(String path, byte[] bytes) {
        return new YamlReader(path, problem -> {})
                .read(bytes)
                .map(yaml -> schema().validate(YamlToJson.of(yaml)))
                .orElse(Set.of());
    }

    /** A part of the schema, which may refer to all of it. */
    private JsonSchema schema(JsonNode part) throws IOException {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.set("$defs", new ObjectMapper().readTree(json).get("$defs"));
        whole.setAll((ObjectNode) part.deepCopy());
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole, SchemaValidatorsConfig.builder().build());
    }

    private JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(json, SchemaValidatorsConfig.builder().build());
    }
}
