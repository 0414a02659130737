package routes.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import routes.definition.Backoff;
import routes.definition.DataSize;
import routes.definition.Default;
import routes.definition.Doc;
import routes.definition.Durations;
import routes.definition.HomeFile;
import routes.definition.HubFile;
import routes.definition.Inherited;
import routes.definition.Inline;
import routes.definition.Place;
import routes.definition.RouteFile;

/**
 * The format as a JSON Schema (2020-12) for editors, made from the same records and annotations that the reader reads by.
 * One document fits hub.yaml and the files of routes/. What hub.yaml reaches is defined apart, as {@code hub.…}, because
 * there alone a placeholder may stand for a number or a size.
 */
public final class FormatSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Place DEFAULT = new Place("a default", 0, 0, "");

    private static final Map<Class<?>, String> PATTERNS = Map.of(
            Duration.class, Durations.PATTERN,
            DataSize.class, DataSize.PATTERN,
            Backoff.class, Backoff.PATTERN);

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            int.class, "integer",
            double.class, "number",
            boolean.class, "boolean");

    /** The schema, ready to be written to a file. */
    public String json() {
        ObjectNode definitions = JSON.objectNode();
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Caravanserai");
        schema.put("description", "hub.yaml and the files of routes/ in HUB_HOME.");
        ArrayNode files = schema.putArray("anyOf");
        files.add(new Definitions(definitions, "hub.", true).reference(HubFile.class));
        files.add(new Definitions(definitions, "", false).reference(RouteFile.class));
        schema.set("$defs", definitions);
        return schema.toPrettyString() + "\n";
    }

    /** The definitions that one kind of file reaches. */
    private record Definitions(ObjectNode all, String prefix, boolean placeholders) {

        private ObjectNode reference(Class<?> type) {
            String owner = type.isMemberClass() ? type.getDeclaringClass().getSimpleName() + "." : "";
            String name = prefix + owner + type.getSimpleName();
            if (!all.has(name)) {
                all.putObject(name);
                all.set(name, type.isSealed() ? union(type) : record(type));
            }
            return JSON.objectNode().put("$ref", "#/$defs/" + name);
        }

        private ObjectNode schema(Type generic, Class<?> owner) {
            Class<?> type = Format.raw(generic);
            if (type == List.class) {
                ObjectNode list = JSON.objectNode().put("type", "array");
                list.set("items", schema(Format.argument(generic, 0), owner));
                return list;
            } else if (type == Map.class) {
                return map(schema(Format.argument(generic, 1), owner), owner);
            } else if (type == Object.class) {
                return JSON.objectNode();
            } else if (type.isEnum() || TYPES.containsKey(type) || PATTERNS.containsKey(type)) {
                return scalar(type);
            } else if (type == HomeFile.class) {
                ObjectNode path = JSON.objectNode().put("type", "string").put("pattern", References.PATTERN);
                return described(path, type.getAnnotation(Doc.class));
            } else if (type.isAnnotationPresent(Inline.class)) {
                return described(content(Format.content(type)), type.getAnnotation(Doc.class));
            }
            return reference(type);
        }

        private static ObjectNode map(ObjectNode values, Class<?> owner) {
            ObjectNode map = JSON.objectNode().put("type", "object");
            if (Format.names(owner)) {
                map.putObject("propertyNames").put("pattern", Format.NAME);
            }
            map.set("additionalProperties", values);
            return map;
        }

        private ObjectNode scalar(Class<?> type) {
            ObjectNode scalar = JSON.objectNode();
            if (type.isEnum()) {
                ArrayNode words = scalar.putArray("enum");
                Stream.of(type.getEnumConstants()).map(Object::toString).forEach(words::add);
            } else if (PATTERNS.containsKey(type)) {
                scalar.put("type", "string").put("pattern", PATTERNS.get(type));
            } else {
                scalar.put("type", TYPES.get(type));
            }
            return placeholders && type != String.class
                    ? either(scalar, JSON.objectNode().put("type", "string").put("pattern", Placeholders.PATTERN))
                    : scalar;
        }

        private ObjectNode content(RecordComponent component) {
            Type type = Format.written(component);
            Class<?> owner = component.getDeclaringRecord();
            if (!Format.isOneOrMore(component)) {
                return schema(type, owner);
            }
            ObjectNode list = schema(type, owner).put("minItems", 1);
            return either(schema(Format.argument(type, 0), owner), list);
        }

        private ObjectNode record(Class<?> type) {
            ObjectNode record = described(JSON.objectNode(), type.getAnnotation(Doc.class));
            record.put("type", "object");
            ObjectNode properties = record.putObject("properties");
            ArrayNode required = JSON.arrayNode();
            for (RecordComponent component : Format.components(type)) {
                ObjectNode property = described(content(component), component.getAnnotation(Doc.class));
                if (component.isAnnotationPresent(Default.class)) {
                    Yaml written =
                            YamlFile.of(component.getAnnotation(Default.class).value(), DEFAULT);
                    property.set("default", YamlJson.of(written));
                }
                properties.set(component.getName(), property);
                if (isRequired(component)) {
                    required.add(component.getName());
                }
            }
            if (!required.isEmpty()) {
                record.set("required", required);
            }
            return record.put("additionalProperties", false);
        }

        private static boolean isRequired(RecordComponent component) {
            boolean collection = component.getType() == Map.class
                    || component.getType() == List.class && !Format.isOneOrMore(component);
            return !collection
                    && !Format.isOptional(component)
                    && !component.isAnnotationPresent(Default.class)
                    && !component.isAnnotationPresent(Inherited.class);
        }

        private ObjectNode union(Class<?> type) {
            ObjectNode union = described(JSON.objectNode(), type.getAnnotation(Doc.class));
            ArrayNode members = union.putArray("anyOf");
            Format.members(type).forEach((kind, member) -> members.add(member(kind, member)));
            Format.bare(type).ifPresent(bare -> members.add(schema(bare, bare)));
            return union;
        }

        private ObjectNode member(String kind, Class<?> member) {
            Doc meaning = member.getAnnotation(Doc.class);
            if (Format.isWord(member)) {
                return described(JSON.objectNode().put("const", kind), meaning);
            }
            ObjectNode object = JSON.objectNode().put("type", "object");
            object.putObject("properties").set(kind, described(schema(member, member), meaning));
            object.putArray("required").add(kind);
            return object.put("additionalProperties", false);
        }

        private static ObjectNode either(ObjectNode one, ObjectNode other) {
            ObjectNode either = JSON.objectNode();
            either.putArray("anyOf").add(one).add(other);
            return either;
        }

        private static ObjectNode described(ObjectNode schema, Doc meaning) {
            if (meaning != null) {
                schema.put("description", meaning.value());
                if (!meaning.example().isEmpty()) {
                    schema.putArray("examples").add(meaning.example());
                }
            }
            return schema;
        }
    }
}
