package routes.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import routes.model.HubFile;
import routes.model.RouteFile;

/**
 * Writes the format as a JSON Schema (2020-12) for editors, generated from the records and annotations that the reader uses.
 * The document covers both hub.yaml and the files of routes/. Definitions with the prefix {@code hub.} are for hub.yaml, the
 * only file in which a placeholder may replace a number or a size. Definitions with the prefix {@code template.} are for
 * templates, in which a variable may replace any value. Thread-safe.
 */
public final class FormatSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The schema as formatted JSON text. */
    public String json() {
        ObjectNode definitions = JSON.objectNode();
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Caravanserai");
        schema.put("description", "hub.yaml and the files of routes/ in HUB_HOME.");
        ArrayNode files = schema.putArray("anyOf");
        files.add(new SchemaDefinitions(definitions, PlaceholderSchema.HUB_FILE).reference(HubFile.class));
        files.add(new SchemaDefinitions(definitions, PlaceholderSchema.ROUTE).reference(RouteFile.class));
        schema.set("$defs", definitions);
        return schema.toPrettyString() + "\n";
    }
}
