package routes.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.FormatSchemaText;

/** The format, for editors. It tells nothing of this hub, and editors show no token. */
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
    @Operation(summary = "The JSON Schema of hub.yaml and routes/*.yaml")
    public String schema() {
        return format.jsonSchema();
    }
}
