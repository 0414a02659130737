package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.HubStatus;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing;
import routes.control.RouteEditing.Written;
import routes.control.RouteStatus;

/** The routes: how they fare, and what is written. */
@Path("/api/v1/routes")
@Tag(name = "routes")
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {

    static final String YAML = "application/yaml";

    private final HubStatus hub;
    private final RouteEditing authoring;
    private final Audit audit;

    RoutesResource(HubStatus hub, RouteEditing authoring, Audit audit) {
        this.hub = hub;
        this.authoring = authoring;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(summary = "All routes with their state, problems and figures")
    public List<RouteStatus> all() {
        return hub.routes();
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(summary = "One route with its state, problems and figures")
    public RouteStatus one(@PathParam("name") String name) {
        return status(hub, name);
    }

    static RouteStatus status(HubStatus hub, String name) {
        return hub.route(name).orElseThrow(() -> OperationRejectedException.noRoute(name));
    }

    @GET
    @Path("{name}")
    @Produces(YAML)
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(
            summary = "One route as it is written",
            description =
                    "The YAML under the route's name. The ETag is its revision, which a PUT or DELETE names in If-Match.")
    public Response written(@PathParam("name") String name) {
        Written written = authoring.written(name);
        return Response.ok(written.text(), YAML).header("ETag", quoted(written)).build();
    }

    @PUT
    @Path("{name}")
    @Consumes({YAML, MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary = "Writes a route",
            description =
                    "The body is what stands under the route's name. Nothing is written unless all of it is sound and"
                            + " the route's own tests pass. The hub takes it up as any change of HUB_HOME: the old route runs until"
                            + " the new one has all that it needs.")
    public Response write(
            @PathParam("name") String name,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @QueryParam("reason") Optional<String> reason,
            String text) {
        Written written = audit.of(
                "write",
                name,
                reason.orElse(""),
                () -> authoring.write(name, text, revision(ifMatch), audit.author(reason.orElse(""))));
        return Response.status(ifMatch.isEmpty() ? Response.Status.CREATED : Response.Status.OK)
                .entity(written)
                .header("ETag", quoted(written))
                .build();
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary = "Removes a route",
            description = "It finishes what is in flight. What waits at its source stays there.")
    public void remove(
            @PathParam("name") String name,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @QueryParam("reason") Optional<String> reason) {
        audit.of(
                "remove",
                name,
                reason.orElse(""),
                () -> authoring.remove(name, revision(ifMatch), audit.author(reason.orElse(""))));
    }

    static String quoted(Written written) {
        return '"' + written.revision() + '"';
    }

    /** As it is written in If-Match: in quotes, or {@code *}. */
    static Optional<String> revision(Optional<String> ifMatch) {
        return ifMatch.map(String::strip).map(tag -> tag.matches("\"[^\"*]*\"") ? tag.replace("\"", "") : tag);
    }
}
