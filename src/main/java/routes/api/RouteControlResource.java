package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.Halt;
import routes.control.HubStatus;
import routes.control.RouteControl;
import routes.control.RouteStatus;

/** What operators order about a route that runs. The answer is how it fares at once; what is in flight may still have to end. */
@Path("/api/v1/routes")
@Tag(name = "steering")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_OPERATOR)
public class RouteControlResource {

    private final HubStatus hub;
    private final RouteControl steering;
    private final Audit audit;

    RouteControlResource(HubStatus hub, RouteControl steering, Audit audit) {
        this.hub = hub;
        this.steering = steering;
        this.audit = audit;
    }

    @POST
    @Path("{name}/pause")
    @Operation(
            summary = "The route takes nothing more, but keeps its place at the source",
            description = "Holds over starts of the hub and for all replicas, until it is resumed.")
    public RouteStatus pause(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return halt("pause", Halt.Kind.PAUSED, name, reason.orElse(""));
    }

    @POST
    @Path("{name}/stop")
    @Operation(
            summary = "The route takes nothing more, and leaves its source",
            description = "Holds over starts of the hub and for all replicas, until it is started.")
    public RouteStatus stop(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return halt("stop", Halt.Kind.STOPPED, name, reason.orElse(""));
    }

    private RouteStatus halt(String action, Halt.Kind kind, String name, String reason) {
        audit.of(action, name, reason, () -> steering.halt(name, new Halt(kind, audit.name(), Instant.now(), reason)));
        return RoutesResource.status(hub, name);
    }

    @POST
    @Path("{name}/resume")
    @Operation(summary = "The route goes on after a pause")
    public Response resume(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return goOn("resume", name, reason.orElse(""));
    }

    @POST
    @Path("{name}/start")
    @Operation(summary = "The route goes on after a stop")
    public Response start(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return goOn("start", name, reason.orElse(""));
    }

    /** A route that was removed while it was halted has no state. */
    private Response goOn(String action, String name, String reason) {
        audit.of(action, name, reason, () -> steering.resume(name));
        return hub.route(name)
                .map(route -> Response.ok(route).build())
                .orElseGet(() -> Response.noContent().build());
    }

    @POST
    @Path("{name}/restart")
    @Operation(summary = "The route finishes what is in flight, stops and starts anew, on this replica alone")
    public RouteStatus restart(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        audit.of("restart", name, reason.orElse(""), () -> steering.restart(name));
        return RoutesResource.status(hub, name);
    }
}
