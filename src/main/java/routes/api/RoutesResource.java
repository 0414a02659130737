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

/** Endpoints for the status and the definitions of routes. Thread-safe. */
@Path("/api/v1/routes")
@Tag(name = "routes")
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {

    static final String YAML = "application/yaml";

    private final HubStatus hub;
    private final RouteEditing editing;
    private final Audit audit;

    RoutesResource(HubStatus hub, RouteEditing editing, Audit audit) {
        this.hub = hub;
        this.editing = editing;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(summary = "Returns all routes with their state, problems and counts")
    public List<RouteStatus> all() {
        return hub.routes();
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(summary = "Returns one route with its state, problems and counts")
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
            summary = "Returns the definition of a route",
            description =
                    "The YAML under the route's name. The ETag is its revision, to be sent in If-Match of a PUT or"
                            + " DELETE.")
    public Response written(@PathParam("name") String name, @HeaderParam("If-None-Match") List<String> ifNoneMatch) {
        Written written = editing.written(name);
        if (EntityTags.of("If-None-Match", ifNoneMatch)
                .filter(tags -> tags.matches(written.revision()))
                .isPresent()) {
            return Response.notModified().header("ETag", quoted(written)).build();
        }
        return Response.ok(written.text(), YAML).header("ETag", quoted(written)).build();
    }

    @PUT
    @Path("{name}")
    @Consumes({YAML, MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary = "Writes a route",
            description = "The body is the YAML that stands under the route's name. It is written only if it has no"
                    + " problems and"
                    + " the route's own tests pass. The hub then loads it like any change in HUB_HOME: the"
                    + " old route"
                    + " runs until the new one is ready. A warning does not keep it from being written: the answer"
                    + " lists the new ones.")
    public Response write(
            @PathParam("name") String name,
            @HeaderParam("If-Match") List<String> ifMatch,
            @HeaderParam("If-None-Match") List<String> ifNoneMatch,
            @QueryParam("reason") Optional<String> reason,
            String text) {
        Written written = audit.of("write", name, reason.orElse(""), () -> {
            refuseExisting(name, ifNoneMatch);
            return editing.write(name, text, expected(editing, name, ifMatch), audit.author(reason.orElse("")));
        });
        return Response.status(ifMatch.isEmpty() ? Response.Status.CREATED : Response.Status.OK)
                .entity(WrittenRoute.of(written))
                .header("ETag", quoted(written))
                .build();
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary = "Removes a route",
            description = "The route finishes its events in flight. Events that wait at its source stay there.")
    public void remove(
            @PathParam("name") String name,
            @HeaderParam("If-Match") List<String> ifMatch,
            @QueryParam("reason") Optional<String> reason) {
        audit.of(
                "remove",
                name,
                reason.orElse(""),
                () -> editing.remove(name, expected(editing, name, ifMatch), audit.author(reason.orElse(""))));
    }

    static String quoted(Written written) {
        return '"' + written.revision() + '"';
    }

    /** The revision that a change may replace, from the header If-Match; empty without it. */
    static Optional<String> expected(RouteEditing editing, String route, List<String> ifMatch) {
        return EntityTags.of("If-Match", ifMatch).map(tags -> tags.expected(() -> revision(editing, route)));
    }

    private static Optional<String> revision(RouteEditing editing, String route) {
        try {
            return Optional.of(editing.written(route).revision());
        } catch (OperationRejectedException e) {
            return Optional.empty();
        }
    }

    /** With {@code If-None-Match: *} a PUT only creates. */
    private void refuseExisting(String route, List<String> ifNoneMatch) {
        Optional<String> existing = EntityTags.of("If-None-Match", ifNoneMatch)
                .flatMap(tags -> revision(editing, route).filter(tags::matches));
        if (existing.isPresent()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.OUTDATED,
                    "the route '" + route + "' exists already, at revision \"" + existing.get()
                            + "\", and If-None-Match says not to replace it");
        }
    }
}
