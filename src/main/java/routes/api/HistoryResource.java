package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.RouteEditing;

/** Endpoints for earlier versions of a route. Thread-safe. */
@Path("/api/v1/routes/{name}/history")
@Tag(name = "history")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

    private final RouteEditing editing;
    private final Audit audit;

    HistoryResource(RouteEditing editing, Audit audit) {
        this.editing = editing;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(
            summary = "Returns the last versions of a route and what else operators did with it, with time, author and"
                    + " reason, the newest first")
    public List<HistoryEntry> all(@PathParam("name") String name) {
        return HistoryEntry.of(editing.history(name), editing.actions(name));
    }

    @GET
    @Path("diff")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(summary = "Returns the difference between two revisions as a unified diff")
    public String difference(
            @PathParam("name") String name, @QueryParam("from") String from, @QueryParam("to") String to) {
        return editing.difference(name, from, to);
    }

    @POST
    @Path("{revision}/roll-back")
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(summary = "Writes an earlier version again")
    public WrittenRoute rollBack(
            @PathParam("name") String name,
            @PathParam("revision") String revision,
            @HeaderParam("If-Match") List<String> ifMatch,
            @QueryParam("reason") Optional<String> reason) {
        String why = reason.orElse("rolled back to " + revision);
        return WrittenRoute.of(audit.of(
                "roll-back",
                name,
                why,
                () -> editing.rollBack(
                        name, revision, RoutesResource.expected(editing, name, ifMatch), audit.author(why))));
    }
}
