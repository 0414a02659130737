package routes.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routes.config.ReferenceChecker;
import routes.config.binding.FormatModel;
import routes.config.yaml.YamlReader;
import routes.model.BackoffRange;
import routes.model.ConfigFile;
import routes.model.DataSize;
import routes.model.Durations;
import routes.model.SourceLocation;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inherited;
import routes.model.format.Inline;
import routes.model.format.Unwrapped;

/**
 * The definitions of the JSON Schema that one kind of file uses. Not thread-safe: adds to a shared JSON object.
 *
 * @param all the definitions of all kinds of files, to which more are added
 * @param placeholders what may replace values in this kind of file
 */
record SchemaDefinitions(ObjectNode all, PlaceholderSchema placeholders) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<Class<?>, String> PATTERNS = Map.of(
            Duration.class, Durations.PATTERN,
            DataSize.class, DataSize.PATTERN,
            BackoffRange.class, BackoffRange.PATTERN,
            ConfigFile.class, ReferenceChecker.PATTERN);

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            int.class, "integer",
            double.class, "number",
            boolean.class, "boolean");

    /** All types of values besides text, except null, since a key must have a value. */
    private static final List<String> NO_TEXT = List.of("number", "boolean", "array", "object");

    ObjectNode reference(Class<?> type) {
        String owner = type.isMemberClass() ? type.getDeclaringClass().getSimpleName() + "." : "";
        String name = placeholders.prefix() + owner + type.getSimpleName();
        if (!all.has(name)) {
            all.putObject(name);
            all.set(name, type.isSealed() ? union(type) : record(type));
        }
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
    }

    /** The schema of a value, or of a placeholder that replaces it. */
    private ObjectNode schema(Type generic) {
        return orPlaceholder(value(generic), FormatModel.raw(generic));
    }

    private ObjectNode content(RecordComponent component) {
        Type type = FormatModel.written(component);
        if (FormatModel.isOneOrMore(component)) {
            return either(schema(FormatModel.argument(type, 0)), value(type).put("minItems", 1));
        }
        ObjectNode value = value(type);
        SchemaRules.limit(value, component);
        if (component.getType() == Map.class) {
            SchemaRules.limitKeys(value, placeholders.key());
        }
        return orPlaceholder(value, FormatModel.raw(type));
    }

    private ObjectNode value(Type generic) {
        Class<?> type = FormatModel.raw(generic);
        if (type == List.class) {
            ObjectNode list = JSON.objectNode().put("type", "array");
            list.set("items", schema(FormatModel.argument(generic, 0)));
            return list;
        } else if (type == Map.class) {
            ObjectNode map = JSON.objectNode().put("type", "object");
            map.set("additionalProperties", schema(FormatModel.argument(generic, 1)));
            return map;
        } else if (type == Object.class) {
            ObjectNode anything = JSON.objectNode();
            ArrayNode types = anything.putArray("anyOf");
            ObjectNode text = types.addObject().put("type", "string");
            placeholders.text().ifPresent(pattern -> text.put("pattern", pattern));
            NO_TEXT.forEach(name -> types.addObject().put("type", name));
            return anything;
        } else if (type.isEnum()) {
            ObjectNode word = JSON.objectNode();
            ArrayNode words = word.putArray("enum");
            Stream.of(type.getEnumConstants()).map(Object::toString).forEach(words::add);
            return word;
        } else if (TYPES.containsKey(type)) {
            return JSON.objectNode().put("type", TYPES.get(type));
        } else if (PATTERNS.containsKey(type)) {
            return described(text(PATTERNS.get(type)), type.getAnnotation(Doc.class));
        } else if (type.isAnnotationPresent(Inline.class)) {
            return described(content(FormatModel.content(type)), type.getAnnotation(Doc.class));
        }
        return reference(type);
    }

    private ObjectNode orPlaceholder(ObjectNode value, Class<?> type) {
        boolean formed = value.has("enum") || value.has("pattern");
        boolean inline = type.isAnnotationPresent(Inline.class) && !PATTERNS.containsKey(type);
        if (type == String.class) {
            placeholders
                    .text()
                    .ifPresent(pattern -> value.withArray("allOf").addObject().put("pattern", pattern));
        }
        if (type == Object.class || inline || type == String.class && !formed) {
            return value;
        }
        Optional<String> number = TYPES.containsKey(type) ? placeholders.forNumber() : placeholders.forMore();
        Optional<String> other = formed ? placeholders.forText() : number;
        return other.map(it -> either(value, text(it))).orElse(value);
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode record = described(JSON.objectNode(), type.getAnnotation(Doc.class));
        record.put("type", "object");
        ObjectNode properties = record.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (RecordComponent component : FormatModel.components(type)) {
            properties.set(FormatModel.key(component), property(type, component));
            if (isRequired(component)) {
                required.add(FormatModel.key(component));
            }
        }
        if (!required.isEmpty()) {
            record.set("required", required);
        }
        FormatModel.parameters(type).stream()
                .filter(component -> component.isAnnotationPresent(Unwrapped.class))
                .forEach(component -> SchemaRules.limit(record, component.getType()));
        SchemaRules.limit(record, type);
        return record.put("additionalProperties", false);
    }

    private ObjectNode property(Class<?> owner, RecordComponent component) {
        // In a template, the keys of the route may contain variables; the parameters may not.
        boolean unwrapped = component.getDeclaringRecord() != owner;
        SchemaDefinitions place = unwrapped ? new SchemaDefinitions(all, PlaceholderSchema.TEMPLATE) : this;
        ObjectNode property = described(place.content(component), component.getAnnotation(Doc.class));
        if (component.isAnnotationPresent(Default.class)) {
            property.set("default", json(component.getAnnotation(Default.class).value()));
        }
        return property;
    }

    private static boolean isRequired(RecordComponent component) {
        boolean collection = component.getType() == Map.class
                || component.getType() == List.class && !FormatModel.isOneOrMore(component);
        return !collection
                && !FormatModel.isOptional(component)
                && !component.isAnnotationPresent(Default.class)
                && !component.isAnnotationPresent(Inherited.class);
    }

    private ObjectNode union(Class<?> type) {
        ObjectNode union = described(JSON.objectNode(), type.getAnnotation(Doc.class));
        ArrayNode members = union.putArray("anyOf");
        FormatModel.members(type).forEach((kind, member) -> members.add(member(kind, member)));
        FormatModel.defaultMember(type).ifPresent(defaultMember -> members.add(schema(defaultMember)));
        FormatModel.unnamed(type).forEach(member -> members.add(reference(member)));
        return union;
    }

    private ObjectNode member(String kind, Class<?> member) {
        Doc meaning = member.getAnnotation(Doc.class);
        if (FormatModel.isWord(member)) {
            return described(JSON.objectNode().set("const", json(kind)), meaning); // true is a word, but no text
        }
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.putObject("properties").set(kind, described(schema(member), meaning));
        object.putArray("required").add(kind);
        return object.put("additionalProperties", false);
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(one).add(other);
        return either;
    }

    private static ObjectNode text(String pattern) {
        return JSON.objectNode().put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode described(ObjectNode schema, Doc meaning) {
        if (meaning != null) {
            schema.put("description", meaning.value());
            if (!meaning.example().isEmpty()) {
                schema.putArray("examples").add(json(meaning.example()));
            }
        }
        return schema;
    }

    private static JsonNode json(String yaml) {
        return YamlToJson.of(YamlReader.of(yaml, SourceLocation.NOWHERE));
    }
}
