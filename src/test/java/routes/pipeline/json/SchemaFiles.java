package routes.pipeline.json;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import routes.event.Event;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/** Files with JSON Schemas, and what the hub says of bodies. */
final class SchemaFiles {

    private final Map<String, byte[]> files = new HashMap<>();

    static SchemaFiles with(String path, String schema) {
        return new SchemaFiles().and(path, schema);
    }

    /** One schema. */
    static SchemaFiles of(String schema) {
        return with("schemas/a.json", schema);
    }

    SchemaFiles and(String path, String schema) {
        return and(path, schema.getBytes(StandardCharsets.UTF_8));
    }

    SchemaFiles and(String path, byte[] schema) {
        files.put(path, schema);
        return this;
    }

    boolean allows(String body) {
        return allows("schemas/a.json", body);
    }

    boolean allows(String path, String body) {
        try {
            JsonSchemaValidator.of(path, new ResourceFiles(files))
                    .validate(new EventContext(Event.of(body.getBytes(StandardCharsets.UTF_8))));
            return true;
        } catch (StepException e) {
            return false;
        } catch (CompileException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Why the schema cannot be used. */
    String refusal(String path) {
        try {
            JsonSchemaValidator.of(path, new ResourceFiles(files));
        } catch (CompileException e) {
            return e.getMessage();
        }
        throw new AssertionError(path + " is not refused");
    }

    String refusal() {
        return refusal("schemas/a.json");
    }

    /** The files on which the route depends. */
    Set<String> used(String path) throws CompileException {
        ResourceFiles resources = new ResourceFiles(files);
        JsonSchemaValidator.of(path, resources);
        return resources.used();
    }
}
