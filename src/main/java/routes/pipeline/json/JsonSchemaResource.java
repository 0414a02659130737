package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON Schema with a name of its own: a file, or a part of one that has an id.
 *
 * @param iri the id, or the URI of the file if there is none
 * @param path the file
 * @param pointer where in the file
 * @param anchors what plain fragments of the name stand for
 */
record JsonSchemaResource(
        String iri,
        String path,
        String pointer,
        JsonNode schema,
        JsonMetaSchema dialect,
        Map<String, JsonNode> anchors) {

    JsonSchemaResource(String iri, String path, String pointer, JsonNode schema, JsonMetaSchema dialect) {
        this(iri, path, pointer, schema, dialect, new HashMap<>());
    }

    boolean isWholeFile() {
        return pointer.isEmpty();
    }

    /** What a fragment stands for, which may be empty, a JSON pointer or an anchor. */
    Optional<JsonNode> at(String fragment) {
        if (fragment.isEmpty()) {
            return Optional.of(schema);
        } else if (!fragment.startsWith("/")) {
            return Optional.ofNullable(anchors.get(fragment));
        }
        JsonNode found = schema;
        for (String token : fragment.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            boolean isIndex = found.isArray() && name.matches("0|[1-9][0-9]{0,8}");
            found = isIndex ? found.path(Integer.parseInt(name)) : found.path(name);
        }
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }
}
