package routes.pipeline.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A file with a JSON Schema: the named schemas in it, its references and its patterns. Looks only at what the dialect knows as
 * a schema, since for example an {@code enum} may contain anything. Not thread-safe.
 */
final class JsonSchemaDocument {

    private static final Set<String> ONE_SCHEMA = Set.of(
            "additionalItems",
            "additionalProperties",
            "contains",
            "contentSchema",
            "else",
            "if",
            "items",
            "not",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> LIST = Set.of("allOf", "anyOf", "items", "oneOf", "prefixItems");
    private static final Set<String> BY_NAME =
            Set.of("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties");
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    /** {@code $ref} or one of its kind. */
    record Reference(JsonSchemaResource from, ObjectNode schema, String keyword, String pointer, String written) {}

    /** A regular expression. */
    record Expression(String text, String pointer) {}

    private final Function<String, Optional<JsonMetaSchema>> dialects;
    private final JsonSchemaResource root;
    private final Map<String, JsonSchemaResource> resources = new LinkedHashMap<>();
    private final Deque<Reference> references = new ArrayDeque<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param uri the name of the file if it has no id
     * @param dialect the dialect of the file if it names none
     */
    JsonSchemaDocument(
            String path,
            String uri,
            JsonNode schema,
            JsonMetaSchema dialect,
            Function<String, Optional<JsonMetaSchema>> dialects) {
        this.dialects = dialects;
        JsonSchemaResource file = new JsonSchemaResource(uri, path, "", schema, dialect);
        resources.put(uri, file);
        read(schema, "", file);
        this.root = resources.values().stream()
                .filter(resource -> resource.isWholeFile() && resource != file)
                .findFirst()
                .orElse(file);
        resources.put(uri, root);
    }

    JsonSchemaResource root() {
        return root;
    }

    Map<String, JsonSchemaResource> resources() {
        return resources;
    }

    /** The schemas to check by their own drafts: the file, and the parts of it that are of another draft than the file. */
    List<JsonSchemaResource> ofOwnDraft() {
        return Stream.concat(
                        Stream.of(root),
                        resources.values().stream().filter(part -> !part.isWholeFile() && isForeign(part)))
                .toList();
    }

    /** The schema without the parts of it that are of another draft. */
    JsonNode withoutForeignParts(JsonSchemaResource resource) {
        JsonNode copy = resource.schema().deepCopy();
        for (JsonSchemaResource part : resources.values()) {
            if (isForeign(part) && part != resource && part.pointer().startsWith(resource.pointer() + "/")) {
                JsonPointer at = JsonPointer.compile(
                        part.pointer().substring(resource.pointer().length()));
                JsonNode around = copy.at(at.head());
                if (around.isObject()) {
                    ((ObjectNode) around).put(at.last().getMatchingProperty(), true);
                } else if (around.isArray()) {
                    ((ArrayNode) around).set(at.last().getMatchingIndex(), BooleanNode.TRUE);
                }
            }
        }
        return copy;
    }

    private boolean isForeign(JsonSchemaResource part) {
        return part.dialect().getSpecification() != root.dialect().getSpecification();
    }

    /** The next reference that has not been asked for. */
    Optional<Reference> nextReference() {
        return Optional.ofNullable(references.poll());
    }

    List<Expression> expressions() {
        return expressions;
    }

    List<String> problems() {
        return problems;
    }

    /** Reads a schema, unless it has been read. */
    void read(JsonNode schema, String pointer, JsonSchemaResource within) {
        if (!schema.isObject() || !seen.add(schema)) {
            return;
        }
        JsonMetaSchema dialect = dialect(schema, pointer, within.dialect());
        boolean isDraft7OrOlder = !isSince201909(dialect);
        boolean isReferenceAlone = isDraft7OrOlder && schema.path("$ref").isTextual();
        JsonSchemaResource resource =
                isReferenceAlone && !pointer.isEmpty() ? within : named(schema, pointer, within, dialect);
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            if (REFERENCES.contains(name) && dialect.getKeywords().containsKey(name) && value.isTextual()) {
                references.add(
                        new Reference(resource, (ObjectNode) schema, name, pointer + "/" + name, value.textValue()));
            } else if (!isReferenceAlone && (dialect.getKeywords().containsKey(name) || name.equals("definitions"))) {
                readKeyword(name, value, pointer + "/" + escaped(name), resource);
            }
        }
    }

    private void readKeyword(String name, JsonNode value, String pointer, JsonSchemaResource resource) {
        if (name.equals("pattern") && value.isTextual()) {
            expressions.add(new Expression(value.textValue(), pointer));
        }
        if (ONE_SCHEMA.contains(name)) {
            read(value, pointer, resource);
        }
        if (LIST.contains(name) && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                read(value.get(i), pointer + "/" + i, resource);
            }
        }
        if (BY_NAME.contains(name)) {
            for (Map.Entry<String, JsonNode> one : value.properties()) {
                String at = pointer + "/" + escaped(one.getKey());
                if (name.equals("patternProperties")) {
                    expressions.add(new Expression(one.getKey(), at));
                }
                read(one.getValue(), at, resource);
            }
        }
    }

    private JsonMetaSchema dialect(JsonNode schema, String pointer, JsonMetaSchema inherited) {
        JsonNode named = schema.path("$schema");
        if (!named.isTextual()) {
            return inherited;
        }
        Optional<JsonMetaSchema> found = dialects.apply(named.textValue());
        if (found.isEmpty()) {
            problems.add("at " + pointer + "/$schema: '" + named.textValue()
                    + "' is neither a draft from 4 to 2020-12 nor the id of a file under schemas/ or transforms/");
        }
        return found.orElse(inherited);
    }

    /** The resource that this schema begins, if it has an id, otherwise the one around it; also keeps its anchors. */
    private JsonSchemaResource named(
            JsonNode schema, String pointer, JsonSchemaResource within, JsonMetaSchema dialect) {
        String id = Optional.ofNullable(dialect.readId(schema)).orElse("");
        int hash = id.indexOf('#');
        String name = hash < 0 ? id : id.substring(0, hash);
        JsonSchemaResource resource = within;
        if (!name.isEmpty() || pointer.isEmpty()) {
            String iri = name.isEmpty() ? within.iri() : absolute(within.iri(), name);
            resource = new JsonSchemaResource(iri, within.path(), pointer, schema, dialect);
            JsonSchemaResource other = resources.get(iri);
            if (pointer.isEmpty() || other == null) {
                resources.put(iri, resource);
            } else if (!other.schema().equals(schema)) {
                problems.add("at " + pointer + ": two schemas have the id '" + iri + "'");
            }
        }
        if (hash >= 0 && hash + 1 < id.length()) {
            resource.anchors().put(id.substring(hash + 1), schema);
        }
        for (String anchor : new String[] {dialect.readAnchor(schema), dialect.readDynamicAnchor(schema)}) {
            if (anchor != null) {
                resource.anchors().put(anchor, schema);
            }
        }
        return resource;
    }

    private static boolean isSince201909(JsonMetaSchema dialect) {
        return dialect.getSpecification() == null
                || dialect.getSpecification().getVersionFlagValue() >= VersionFlag.V201909.getVersionFlagValue();
    }

    /** The name for which a reference stands, without a fragment. */
    static String absolute(String base, String reference) {
        String resolved = SchemaLocation.resolve(SchemaLocation.of(base), reference);
        return resolved.substring(0, resolved.indexOf('#'));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
