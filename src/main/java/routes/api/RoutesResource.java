package routes.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import routes.definition.HubStatus;
import routes.definition.RouteStatus;

/** The routes as they are now; nothing can be changed here. */
@Path("/api/v1/routes")
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {

    private final HubStatus hub;

    RoutesResource(HubStatus hub) {
        this.hub = hub;
    }

    @GET
    @Operation(summary = "All routes with their state, problems and figures")
    public List<RouteStatus> all() {
        return hub.routes();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One route with its state, problems and figures")
    public RouteStatus one(@PathParam("name") String name) {
        return hub.routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no route is called '" + name + "'"));
    }
}
