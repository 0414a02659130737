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

/** Adds to a JSON Schema what the records require beyond the types of their components. */
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

    /** Each key looks like this, and like all that was said of them before. */
    static void limitKeys(ObjectNode map, String pattern) {
        map.withObject("/propertyNames").withArray("allOf").addObject().put("pattern", pattern);
    }

    /** @param record the schema of a record of this type, or of one that the type is unwrapped in */
    static void limit(ObjectNode record, Class<?> type) {
        List<RecordComponent> components = FormatModel.components(type);
        for (RecordComponent component : components) {
            Optional.ofNullable(component.getAnnotation(Rule.Needs.class))
                    .ifPresent(needs -> record.withObject("/dependentRequired")
                            .putArray(FormatModel.key(component))
                            .add(needs.value()));
        }
        Optional.ofNullable(type.getAnnotation(Rule.OneOf.class))
                .ifPresent(keys -> given(record, "oneOf", keys.value(), components));
        Optional.ofNullable(type.getAnnotation(Rule.SomeOf.class))
                .ifPresent(keys -> given(record, "anyOf", keys.value(), components));
    }

    private static void given(ObjectNode record, String how, String[] keys, List<RecordComponent> components) {
        for (String key : keys) {
            ObjectNode given = record.withArray(how).addObject();
            given.putArray("required").add(key);
            components.stream()
                    .filter(component -> FormatModel.key(component).equals(key))
                    .flatMap(component -> something(component.getType()).stream())
                    .forEach(something -> given.putObject("properties").set(key, something));
        }
    }

    /** What a value of the type looks like that says something, where not all do. */
    private static Optional<ObjectNode> something(Class<?> type) {
        if (type == Map.class) {
            return Optional.of(JSON.objectNode().put("minProperties", 1));
        } else if (type == List.class) {
            return Optional.of(JSON.objectNode().put("minItems", 1));
        } else if (type == boolean.class) {
            ObjectNode isNot = JSON.objectNode();
            isNot.putObject("not").put("const", false);
            return Optional.of(isNot);
        }
        return Optional.empty();
    }
}
