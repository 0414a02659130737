package routes.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import routes.model.HubFile;
import routes.model.RouteFile;

/**
 * The format as a JSON Schema (2020-12) for editors, made from the same records and annotations that the reader reads by.
 * One document fits hub.yaml and the files of routes/. What hub.yaml reaches is defined apart, as {@code hub.…}, because
 * there alone a placeholder may stand for a number or a size, and what templates reach as {@code template.…}, because there
 * a blank may stand for anything.
 */
public final class FormatSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The schema, ready to be written to a file. */
    public String json() {
        ObjectNode definitions = JSON.objectNode();
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Caravanserai");
        schema.put("description", "hub.yaml and the files of routes/ in HUB_HOME.");
        ArrayNode files = schema.putArray("anyOf");
        files.add(new SchemaDefinitions(definitions, PlaceholderSchema.PLACEHOLDER).reference(HubFile.class));
        files.add(new SchemaDefinitions(definitions, PlaceholderSchema.NONE).reference(RouteFile.class));
        schema.set("$defs", definitions);
        return schema.toPrettyString() + "\n";
    }
}
