package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.HubStatus;

/** Endpoint for all problems in HUB_HOME, including those of files whose routes are unknown. Thread-safe. */
@Path("/api/v1/problems")
@Tag(name = "routes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_VIEWER)
public class ProblemsResource {

    private final HubStatus hub;

    ProblemsResource(HubStatus hub) {
        this.hub = hub;
    }

    @GET
    @Operation(summary = "Returns all problems in HUB_HOME with their locations")
    public List<ProblemDetail.Wrong> all() {
        return hub.problems().stream().map(ProblemDetail.Wrong::of).toList();
    }
}
