package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recognises most valid values quickly, by compiling the common keywords of a JSON Schema into direct tests. It only confirms
 * that a value is valid; otherwise, or if the schema uses other keywords, the library must validate. Thread-safe.
 */
final class JsonSchemaFastPath {

    /** Keywords without effect on values, or with an effect only through references, which the fast path does not support. */
    private static final Set<String> IGNORED =
            Set.of("$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples");

    private static final Predicate<JsonNode> UNSURE = value -> false;

    private final Predicate<JsonNode> isValid;

    private JsonSchemaFastPath(Predicate<JsonNode> isValid) {
        this.isValid = isValid;
    }

    static JsonSchemaFastPath at(JsonNode schema) {
        return new JsonSchemaFastPath(test(schema));
    }

    /** Whether the value is certainly valid. False means that this is unknown. */
    boolean isSurelyValid(JsonNode value) {
        return isValid.test(value);
    }

    private static Predicate<JsonNode> test(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? value -> true : UNSURE;
        }
        if (!schema.isObject()) {
            return UNSURE;
        }
        List<Predicate<JsonNode>> tests = new ArrayList<>();
        schema.properties().forEach(keyword -> {
            if (!IGNORED.contains(keyword.getKey())) {
                tests.add(test(keyword.getKey(), keyword.getValue(), schema));
            }
        });
        List<Predicate<JsonNode>> all = List.copyOf(tests);
        return value -> {
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).test(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> test(String keyword, JsonNode rule, JsonNode schema) {
        return switch (keyword) {
            case "type" -> type(rule);
            case "enum" -> oneOf(rule);
            case "const" -> rule.isTextual() ? value -> value.equals(rule) : UNSURE;
            case "minimum" ->
                rule.isNumber() ? value -> !value.isNumber() || JsonEquality.compare(value, rule) >= 0 : UNSURE;
            case "maximum" ->
                rule.isNumber() ? value -> !value.isNumber() || JsonEquality.compare(value, rule) <= 0 : UNSURE;
            case "exclusiveMinimum" ->
                rule.isNumber() ? value -> !value.isNumber() || JsonEquality.compare(value, rule) > 0 : UNSURE;
            case "exclusiveMaximum" ->
                rule.isNumber() ? value -> !value.isNumber() || JsonEquality.compare(value, rule) < 0 : UNSURE;
            case "minLength" -> rule.isInt() ? value -> !value.isTextual() || length(value) >= rule.intValue() : UNSURE;
            case "maxLength" -> rule.isInt() ? value -> !value.isTextual() || length(value) <= rule.intValue() : UNSURE;
            case "minItems" -> rule.isInt() ? value -> !value.isArray() || value.size() >= rule.intValue() : UNSURE;
            case "maxItems" -> rule.isInt() ? value -> !value.isArray() || value.size() <= rule.intValue() : UNSURE;
            case "required" -> required(rule);
            case "properties" -> properties(rule);
            case "additionalProperties" -> additionalProperties(rule, schema);
            case "items" -> schema.has("prefixItems") || schema.has("additionalItems") ? UNSURE : items(rule);
            default -> UNSURE;
        };
    }

    private static int length(JsonNode value) {
        String text = value.textValue();
        return text.codePointCount(0, text.length());
    }

    private static Predicate<JsonNode> type(JsonNode rule) {
        if (!rule.isTextual()) {
            return UNSURE;
        }
        return switch (rule.textValue()) {
            case "object" -> JsonNode::isObject;
            case "array" -> JsonNode::isArray;
            case "string" -> JsonNode::isTextual;
            case "number" -> JsonNode::isNumber;
            case "integer" -> JsonNode::isIntegralNumber;
            case "boolean" -> JsonNode::isBoolean;
            case "null" -> JsonNode::isNull;
            default -> UNSURE;
        };
    }

    private static Predicate<JsonNode> oneOf(JsonNode rule) {
        Set<String> texts = new HashSet<>();
        for (JsonNode allowed : rule) {
            if (allowed.isTextual()) {
                texts.add(allowed.textValue());
            }
        }
        return value -> value.isTextual() && texts.contains(value.textValue());
    }

    private static Predicate<JsonNode> required(JsonNode rule) {
        if (!rule.isArray()) {
            return UNSURE;
        }
        List<String> names = new ArrayList<>();
        rule.forEach(name -> names.add(name.asText()));
        String[] all = names.toArray(String[]::new);
        return value -> {
            if (value.isObject()) {
                for (String name : all) {
                    if (value.get(name) == null) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> properties(JsonNode rule) {
        if (!rule.isObject()) {
            return UNSURE;
        }
        Map<String, Predicate<JsonNode>> byName = new LinkedHashMap<>();
        rule.properties().forEach(property -> byName.put(property.getKey(), test(property.getValue())));
        List<String> names = List.copyOf(byName.keySet());
        List<Predicate<JsonNode>> tests = List.copyOf(byName.values());
        return value -> {
            if (value.isObject()) {
                for (int i = 0; i < names.size(); i++) {
                    JsonNode property = value.get(names.get(i));
                    if (property != null && !tests.get(i).test(property)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> additionalProperties(JsonNode rule, JsonNode schema) {
        if (schema.has("patternProperties")) {
            return UNSURE;
        }
        Predicate<JsonNode> test = test(rule);
        JsonNode known = schema.path("properties");
        return value -> {
            if (value.isObject()) {
                for (Map.Entry<String, JsonNode> property : value.properties()) {
                    if (!known.has(property.getKey()) && !test.test(property.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Predicate<JsonNode> items(JsonNode rule) {
        Predicate<JsonNode> test = test(rule);
        return value -> {
            if (value.isArray()) {
                for (JsonNode item : value) {
                    if (!test.test(item)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }
}
