package routes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FormatSchemaTest {
    /** What a JSON Schema cannot say, by the reason; the fixtures of these names pass it and are refused by the reader. */
    private static final Map<String, List<String>> BEYOND_A_SCHEMA = Map.of(
            "a rule between keys, or of a value's range, which the records alone know",
            List.of(
                    "backoff-that-shrinks",
                    "both-to-and-choose",
                    "certificate-without-key",
                    "choose-without-branch",
                    "choose-without-otherwise",
                    "conversion-that-cannot-be",
                    "defaults-with-no-attempts",
                    "endpoint-that-is-no-address",
                    "header-that-is-the-hubs-own",
                    "password-in-an-endpoint",
                    "password-in-no-endpoint",
                    "password-in-the-address-of-kafka",
                    "password-in-the-address-of-rabbitmq",
                    "exchange-and-queue",
                    "headers-that-do-nothing",
                    "jitter-above-one",
                    "neither-to-nor-choose",
                    "no-attempts",
                    "number-too-large",
                    "option-that-may-not-be-set",
                    "otherwise-without-choose",
                    "route-of-a-template-with-an-empty-value",
                    "test-that-expects-nothing",
                    "test-with-two-bodies",
                    "topic-with-a-space"),
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
                    "template-blank-of-no-parameter",
                    "template-default-with-a-blank",
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
                    "two-documents"),
            "the environment, and which file is which",
            List.of(
                    "environment-in-a-route",
                    "environment-variable-not-set",
                    "hub-file-missing",
                    "invalid-default-of-a-placeholder",
                    "invalid-value-from-the-environment",
                    "placeholder-not-closed",
                    "placeholder-without-a-name",
                    "secret-file-in-a-template",
                    "secret-file-missing",
                    "secret-file-with-a-relative-path",
                    "template-value-with-environment"));

    private final String json = new FormatSchema().json();

    @TestFactory
    Stream<DynamicTest> acceptsWhatTheReaderAccepts() {
        return Home.fixtures("valid")
                .map(fixture -> dynamicTest(fixture.getFileName().toString(), () -> accepted(fixture)));
    }

    private void accepted(Path fixture) {
        new HomeFolder(fixture, Map.of(), problem -> {})
                .yaml()
                .forEach((path, bytes) -> assertThat(
                                schema().validate(json(path, bytes).orElseThrow()))
                        .as(path)
                        .isEmpty());
    }

    @Test
    void refusesWhatTheReaderRefusesAsFarAsASchemaCan() {
        Set<String> accepted = Home.fixtures("invalid")
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

    @Test
    void tellsAnEditorWhatAKeyMeansWhatHoldsWithoutItAndAnExample() throws IOException {
        JsonNode retry = new ObjectMapper().readTree(json).at("/$defs/Retry");

        assertThat(retry.at("/properties/attempts/description").asText())
                .isEqualTo("Attempts in all, the first included.");
        assertThat(retry.at("/properties/attempts/default").asInt()).isEqualTo(5);
        assertThat(retry.at("/properties/backoff/examples/0").asText()).isEqualTo("200ms..30s");
        assertThat(retry.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    private boolean accepts(Path fixture) {
        return Home.sections(fixture).entrySet().stream()
                .filter(section ->
                        section.getKey().endsWith(".yaml") && !section.getKey().startsWith("no "))
                .allMatch(section -> json(section.getKey(), section.getValue().getBytes(StandardCharsets.UTF_8))
                        .filter(file -> !schema().validate(file).isEmpty())
                        .isEmpty());
    }

    private JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(json, SchemaValidatorsConfig.builder().build());
    }

    private static Optional<JsonNode> json(String path, byte[] bytes) {
        return new YamlFile(path, problem -> {}).read(bytes).map(YamlJson::of);
    }
}
