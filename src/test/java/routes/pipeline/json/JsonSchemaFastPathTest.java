package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaFastPathTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");

    private final Random chance = new Random(7);

    @Test
    void isNeverSureOfWhatTheLibraryRefuses() {
        JsonMetaSchema dialect = new JsonSchemaDialects().draft(SpecVersion.VersionFlag.V202012);
        JsonSchemaFactory library = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(dialect.getIri())
                .metaSchema(dialect)
                .build();
        int sure = 0;
        for (int i = 0; i < 3_000; i++) {
            ObjectNode schema = schema(3);
            JsonSchemaFastPath fastPath = JsonSchemaFastPath.at(schema);
            JsonSchema judge = library.getSchema(schema);
            for (int j = 0; j < 20; j++) {
                JsonNode value = value(3);
                if (fastPath.isSurelyValid(value)) {
                    sure++;
                    assertThat(judge.validate(value))
                            .as("%s for %s", schema, value)
                            .isEmpty();
                }
            }
        }
        assertThat(sure).isGreaterThan(5_000);
    }

    @Test
    void recognisesAnOrdinaryOrder() throws Exception {
        JsonNode schema = read("""
                { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                  "required": ["id", "items"], "additionalProperties": false,
                  "properties": {
                    "id": { "type": "integer", "minimum": 0 },
                    "total": { "type": "number", "exclusiveMaximum": 1000.01 },
                    "status": { "enum": ["new", "paid"] },
                    "items": { "type": "array", "minItems": 1, "items": { "type": "string", "maxLength": 2 } } } }
                """);
        JsonSchemaFastPath fastPath = JsonSchemaFastPath.at(schema);
        assertThat(fastPath.isSurelyValid(read("{\"id\":1,\"total\":1000.00,\"status\":\"new\",\"items\":[\"äö\"]}")))
                .isTrue();
        for (String unlike : List.of(
                "{\"id\":1}",
                "{\"id\":-1,\"items\":[\"a\"]}",
                "{\"id\":1.5,\"items\":[\"a\"]}",
                "{\"id\":1,\"items\":[]}",
                "{\"id\":1,\"items\":[\"abc\"]}",
                "{\"id\":1,\"items\":[\"a\"],\"total\":1000.01}",
                "{\"id\":1,\"items\":[\"a\"],\"status\":\"gone\"}",
                "{\"id\":1,\"items\":[\"a\"],\"more\":1}",
                "[]")) {
            assertThat(fastPath.isSurelyValid(read(unlike))).as(unlike).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":true}}",
                "{\"pattern\":\"a\"}",
                "{\"format\":\"date\"}",
                "{\"anyOf\":[true]}",
                "{\"prefixItems\":[true],\"items\":true}",
                "{\"patternProperties\":{\"a\":true},\"additionalProperties\":true}",
                "{\"exclusiveMinimum\":true,\"minimum\":1}",
                "{\"required\":true}",
                "{\"keyword of somebody\":1}",
                "false"
            })
    void leavesWhatItDoesNotKnowToTheLibrary(String schema) throws Exception {
        JsonSchemaFastPath fastPath = JsonSchemaFastPath.at(read(schema));
        assertThat(fastPath.isSurelyValid(read("\"a\""))).isFalse();
        assertThat(fastPath.isSurelyValid(read("{\"a\":1}"))).isFalse();
        assertThat(fastPath.isSurelyValid(read("[1]"))).isFalse();
    }

    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = JSON.objectNode();
        for (int i = chance.nextInt(4); i >= 0; i--) {
            switch (chance.nextInt(15)) {
                case 0, 1 -> schema.put("type", any(TYPES));
                case 2 -> schema.putArray("enum").add(any(NAMES)).add(chance.nextInt(3));
                case 3 -> schema.put("const", any(NAMES));
                case 4 -> schema.set("minimum", number());
                case 5 -> schema.set("maximum", number());
                case 6 -> schema.set("exclusiveMinimum", number());
                case 7 -> schema.set("exclusiveMaximum", number());
                case 8 -> schema.put("minLength", chance.nextInt(3));
                case 9 -> schema.put("maxLength", chance.nextInt(3));
                case 10 -> schema.put("minItems", chance.nextInt(3));
                case 11 -> schema.put("maxItems", chance.nextInt(3));
                case 12 -> schema.putArray("required").add(any(NAMES));
                case 13 -> {
                    if (depth > 0) {
                        ObjectNode properties = schema.putObject("properties");
                        properties.set(any(NAMES), schema(depth - 1));
                        properties.set(any(NAMES), schema(depth - 1));
                    }
                }
                default -> {
                    if (depth > 0) {
                        schema.set(chance.nextBoolean() ? "items" : "additionalProperties", schema(depth - 1));
                    }
                }
            }
        }
        return schema;
    }

    private JsonNode value(int depth) {
        switch (chance.nextInt(depth > 0 ? 7 : 5)) {
            case 0:
                return JSON.textNode(any(List.of("", "a", "b", "abc", "\ud83d\ude00")));
            case 1, 2:
                return number();
            case 3:
                return JSON.booleanNode(chance.nextBoolean());
            case 4:
                return JSON.nullNode();
            case 5:
                ArrayNode array = JSON.arrayNode();
                for (int i = chance.nextInt(4); i > 0; i--) {
                    array.add(value(depth - 1));
                }
                return array;
            default:
                ObjectNode object = JSON.objectNode();
                for (int i = chance.nextInt(4); i > 0; i--) {
                    object.set(any(NAMES), value(depth - 1));
                }
                return object;
        }
    }

    private JsonNode number() {
        return switch (chance.nextInt(4)) {
            case 0 -> JSON.numberNode(chance.nextInt(4));
            case 1 -> JSON.numberNode(new BigDecimal("1.50"));
            case 2 -> JSON.numberNode(new BigDecimal("2.0"));
            default -> JSON.numberNode(Long.MAX_VALUE - chance.nextInt(2));
        };
    }

    private <T> T any(List<T> all) {
        return all.get(chance.nextInt(all.size()));
    }
}
