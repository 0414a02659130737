package routes.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routes.config.binding.FormatModel;
import routes.model.format.Rule;

/** Adds rules of {@link Rule} to a JSON Schema. Thread-safe. */
final class SchemaRules {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaRules() {}

    /** @param value the schema of the component's value */
    static void limit(ObjectNode value, RecordComponent component) {
        Optional.ofNullable(component.getAnnotation(Rule.Form.class))
                .ifPresent(form -> value.put("pattern", form.value()));
        Optional.ofNullable(component.getAnnotation(Rule.Range.class))
                .ifPresent(range -> value.put("minimum", range.least()).put("maximum", range.most()));
        if (component.isAnnotationPresent(Rule.NotEmpty.class)) {
            value.put("minItems", 1);
        }
        Optional.ofNullable(component.getAnnotation(Rule.Keys.class)).ifPresent(keys -> {
            limitKeys(value, keys.value());
            if (keys.most() < Integer.MAX_VALUE) {
                value.put("maxProperties", keys.most());
            }
        });
        Optional.ofNullable(component.getAnnotation(Rule.KeysOf.class)).ifPresent(keys -> {
            JsonNode each = value.get("additionalProperties");
            ObjectNode properties = value.putObject("properties");
            Stream.of(keys.value().getEnumConstants()).forEach(key -> properties.set(key.toString(), each.deepCopy()));
            value.put("additionalProperties", false);
        });
    }

    /** Adds a pattern that each key of the map must match, in addition to earlier ones. */
    static void limitKeys(ObjectNode map, String pattern) {
        map.withObject("/propertyNames").withArray("allOf").addObject().put("pattern", pattern);
    }

    /** @param record the schema of this record type, or of a record into which the type is unwrapped */
    static void limit(ObjectNode record, Class<?> type) {
        List<RecordComponent> components = FormatModel.components(type);
        for (RecordComponent component : components) {
            Optional.ofNullable(component.getAnnotation(Rule.Needs.class))
                    .ifPresent(needs -> record.withObject("/dependentRequired")
                            .putArray(FormatModel.key(component))
                            .add(needs.value()));
        }
        Optional.ofNullable(type.getAnnotation(Rule.OneOf.class))
                .ifPresent(keys -> requirePresent(record, "oneOf", keys.value(), components));
        Optional.ofNullable(type.getAnnotation(Rule.SomeOf.class))
                .ifPresent(keys -> requirePresent(record, "anyOf", keys.value(), components));
    }

    private static void requirePresent(ObjectNode record, String how, String[] keys, List<RecordComponent> components) {
        for (String key : keys) {
            ObjectNode member = record.withArray(how).addObject();
            member.putArray("required").add(key);
            // the strict mode of validators wants each required key among the properties beside it
            ObjectNode properties = member.putObject("properties").put(key, true);
            components.stream()
                    .filter(component -> FormatModel.key(component).equals(key))
                    .flatMap(component -> presentValue(component.getType()).stream())
                    .forEach(presentValue -> properties.set(key, presentValue));
        }
    }

    /** The schema of values that count as present, if not all values of the type do. */
    private static Optional<ObjectNode> presentValue(Class<?> type) {
        if (type == Map.class) {
            return Optional.of(JSON.objectNode().put("type", "object").put("minProperties", 1));
        } else if (type == List.class) {
            return Optional.of(JSON.objectNode().put("type", "array").put("minItems", 1));
        } else if (type == boolean.class) {
            ObjectNode isNot = JSON.objectNode();
            isNot.putObject("not").put("const", false);
            return Optional.of(isNot);
        }
        return Optional.empty();
    }
}
