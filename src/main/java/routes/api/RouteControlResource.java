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
import routes.control.RouteEditing;
import routes.control.RouteStatus;

/**
 * Endpoints to pause, stop, resume and restart routes. The response is the status right after the command; events in flight
 * may not have finished yet. Thread-safe.
 */
@Path("/api/v1/routes")
@Tag(name = "control")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_OPERATOR)
public class RouteControlResource {

    private final HubStatus hub;
    private final RouteControl control;
    private final RouteEditing editing;
    private final Audit audit;

    RouteControlResource(HubStatus hub, RouteControl control, RouteEditing editing, Audit audit) {
        this.hub = hub;
        this.control = control;
        this.editing = editing;
        this.audit = audit;
    }

    @POST
    @Path("{name}/pause")
    @Operation(
            summary = "Pauses a route: it takes no more events but stays connected to its source",
            description = "Applies to all replicas, also after a restart of the hub, until the route is resumed.")
    public RouteStatus pause(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return halt("pause", Halt.Kind.PAUSED, name, reason.orElse(""));
    }

    @POST
    @Path("{name}/stop")
    @Operation(
            summary = "Stops a route: it takes no more events and disconnects from its source",
            description = "Applies to all replicas, also after a restart of the hub, until the route is started.")
    public RouteStatus stop(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return halt("stop", Halt.Kind.STOPPED, name, reason.orElse(""));
    }

    private RouteStatus halt(String action, Halt.Kind kind, String name, String reason) {
        perform(action, name, reason, () -> control.halt(name, new Halt(kind, audit.name(), Instant.now(), reason)));
        return RoutesResource.status(hub, name);
    }

    @POST
    @Path("{name}/resume")
    @Operation(summary = "Resumes a paused route")
    public Response resume(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return resumeRoute("resume", name, reason.orElse(""));
    }

    @POST
    @Path("{name}/start")
    @Operation(summary = "Starts a stopped route")
    public Response start(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        return resumeRoute("start", name, reason.orElse(""));
    }

    /** Returns no content if the route was removed while it was halted. */
    private Response resumeRoute(String action, String name, String reason) {
        perform(action, name, reason, () -> control.resume(name, audit.author(reason)));
        return hub.route(name)
                .map(route -> Response.ok(route).build())
                .orElseGet(() -> Response.noContent().build());
    }

    @POST
    @Path("{name}/restart")
    @Operation(summary = "Restarts a route on this replica, after its events in flight have finished")
    public RouteStatus restart(@PathParam("name") String name, @QueryParam("reason") Optional<String> reason) {
        perform("restart", name, reason.orElse(""), () -> control.restart(name));
        return RoutesResource.status(hub, name);
    }

    private void perform(String action, String name, String reason, Runnable work) {
        audit.of(action, name, reason, work);
        editing.record(name, action, audit.author(reason));
    }
}
