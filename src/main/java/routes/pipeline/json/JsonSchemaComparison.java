package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The keywords that compare values, by {@link JsonEquality}. The library tells equal numbers apart below the top, rounds large
 * ones where the schema also says {@code integer}, and forgets {@code type} for some references to an {@code enum}.
 */
final class JsonSchemaComparison {

    private static final int MAX_EXPONENT = 5_000;

    /** What a keyword of a schema requires of a value. */
    private interface Rule {
        Predicate<JsonNode> of(JsonNode rule, JsonNode schema, ValidationContext context);
    }

    private JsonSchemaComparison() {}

    /** The hub's version of this keyword. Empty if the library's own is right. */
    static Optional<Keyword> keyword(String name) {
        return rule(name).map(rule -> new Keyword() {
            @Override
            public String getValue() {
                return name;
            }

            @Override
            public JsonValidator newValidator(
                    SchemaLocation at, JsonNodePath path, JsonNode node, JsonSchema parent, ValidationContext context) {
                return new Validator(
                        at, path, node, parent, context, name, rule.of(node, parent.getSchemaNode(), context));
            }
        });
    }

    private static Optional<Rule> rule(String keyword) {
        return Optional.ofNullable(
                switch (keyword) {
                    case "type" -> JsonSchemaComparison::type;
                    case "const" -> (rule, schema, context) -> value -> JsonEquality.areEqual(value, rule);
                    case "enum" -> JsonSchemaComparison::oneOf;
                    case "uniqueItems" -> (rule, schema, context) -> value -> !rule.booleanValue() || isUnique(value);
                    case "minimum" ->
                        (rule, schema, context) -> {
                            int least = schema.path("exclusiveMinimum").booleanValue() ? 1 : 0;
                            return number(rule, value -> JsonEquality.compare(value, rule) >= least);
                        };
                    case "maximum" ->
                        (rule, schema, context) -> {
                            int most = schema.path("exclusiveMaximum").booleanValue() ? -1 : 0;
                            return number(rule, value -> JsonEquality.compare(value, rule) <= most);
                        };
                    case "exclusiveMinimum" ->
                        (rule, schema, context) -> number(rule, value -> JsonEquality.compare(value, rule) > 0);
                    case "exclusiveMaximum" ->
                        (rule, schema, context) -> number(rule, value -> JsonEquality.compare(value, rule) < 0);
                    case "multipleOf" -> (rule, schema, context) -> multipleOf(rule);
                    default -> null;
                });
    }

    /** What a keyword for numbers requires. A rule that is no number is one of draft 4, beside the number. */
    private static Predicate<JsonNode> number(JsonNode rule, Predicate<JsonNode> test) {
        return rule.isNumber() ? value -> !value.isNumber() || test.test(value) : value -> true;
    }

    private static Predicate<JsonNode> multipleOf(JsonNode rule) {
        BigDecimal divisor = rule.isNumber() ? rule.decimalValue() : BigDecimal.ZERO;
        if (divisor.signum() == 0 || Math.abs((long) divisor.scale()) > MAX_EXPONENT) {
            throw new JsonSchemaException("multipleOf must not be 0, and its exponent at most " + MAX_EXPONENT);
        }
        return number(rule, value -> value.decimalValue().remainder(divisor).signum() == 0);
    }

    private static Predicate<JsonNode> oneOf(JsonNode rule, JsonNode schema, ValidationContext context) {
        Set<Object> allowed = new HashSet<>();
        rule.forEach(value -> allowed.add(JsonEquality.comparable(value)));
        return value -> allowed.contains(JsonEquality.comparable(value));
    }

    private static boolean isUnique(JsonNode value) {
        if (value.isArray()) {
            Set<Object> found = new HashSet<>();
            for (JsonNode item : value) {
                if (!found.add(JsonEquality.comparable(item))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Predicate<JsonNode> type(JsonNode rule, JsonNode schema, ValidationContext context) {
        if (!rule.isArray()) {
            return type(rule.asText(), context);
        }
        Predicate<JsonNode> any = value -> false;
        for (JsonNode name : rule) {
            any = any.or(type(name.asText(), context));
        }
        return any;
    }

    private static Predicate<JsonNode> type(String name, ValidationContext context) {
        return switch (name) {
            case "object" -> JsonNode::isObject;
            case "array" -> JsonNode::isArray;
            case "string" -> JsonNode::isTextual;
            case "number" -> JsonNode::isNumber;
            case "boolean" -> JsonNode::isBoolean;
            case "null" -> JsonNode::isNull;
            case "integer" ->
                context.activeDialect().orElse(SpecVersion.VersionFlag.V202012) == SpecVersion.VersionFlag.V4
                        ? JsonNode::isIntegralNumber
                        : value -> value.isNumber() && JsonEquality.isWhole(value);
            default -> throw new JsonSchemaException("'" + name + "' is not a type");
        };
    }

    private static final class Validator extends BaseJsonValidator {

        private final Predicate<JsonNode> isValid;

        Validator(
                SchemaLocation at,
                JsonNodePath path,
                JsonNode rule,
                JsonSchema parent,
                ValidationContext context,
                String keyword,
                Predicate<JsonNode> isValid) {
            super(at, path, rule, parent, ValidatorTypeCode.fromValue(keyword), context);
            this.isValid = isValid;
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode body, JsonNodePath location) {
            return isValid.test(value)
                    ? Set.of()
                    : Set.of(message()
                            .instanceNode(value)
                            .instanceLocation(location)
                            .build());
        }
    }
}
