package routes.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.FormatSchemaText;

/**
 * Endpoint for the JSON Schema of the format. Needs no token: it contains nothing about this hub, and editors send none.
 * Thread-safe.
 */
@Path("/api/v1/schema")
@Tag(name = "format")
public class SchemaResource {

    private final FormatSchemaText format;

    SchemaResource(FormatSchemaText format) {
        this.format = format;
    }

    @GET
    @Produces("application/schema+json")
    @PermitAll
    @Operation(summary = "Returns the JSON Schema of hub.yaml and routes/*.yaml")
    public String schema() {
        return format.jsonSchema();
    }
}
