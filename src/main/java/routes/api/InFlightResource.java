package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import routes.control.EventOrder;
import routes.control.InFlightEvents;

/** Endpoints for single events in flight: which there are, and what is to become of one that does not get on. Thread-safe. */
@Path("/api/v1/routes/{name}/in-flight")
@Tag(name = "in-flight")
@Produces(MediaType.APPLICATION_JSON)
public class InFlightResource {

    private static final int MOST = 1_000;

    private final InFlightEvents events;
    private final Audit audit;

    InFlightResource(InFlightEvents events, Audit audit) {
        this.events = events;
        this.audit = audit;
    }

    @GET
    @RolesAllowed(Role.OF_VIEWER)
    @Operation(
            summary = "Returns the events that the route has in flight on this replica, the oldest first",
            description = "The parameter 'limit' is from 1 to 1000.")
    public InFlightEvents.Listing list(
            @PathParam("name") String name, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new BadRequestException("the parameter 'limit' must be from 1 to " + MOST + ", but is " + limit);
        }
        return events.list(name, limit);
    }

    @POST
    @Path("{id}/dead-letter")
    @RolesAllowed(Role.OF_OPERATOR)
    @Operation(
            summary = "Orders that an event in flight becomes a dead letter, with the reason 'operator'",
            description =
                    "The replica that has the event carries out the order, once no answer of a target is outstanding. The"
                            + " order lapses after some minutes if no replica has the event.")
    public Response deadLetter(
            @PathParam("name") String name, @PathParam("id") String id, @QueryParam("reason") Optional<String> reason) {
        return order(EventOrder.Action.DEAD_LETTER, name, id, reason);
    }

    @POST
    @Path("{id}/cut")
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary =
                    "Orders that a parked dead letter is cut: its target gets the beginning of the event, and the rest is lost",
            description = "The letter is tried once more as it is, since the limit of the target may have been raised.")
    public Response cut(
            @PathParam("name") String name, @PathParam("id") String id, @QueryParam("reason") Optional<String> reason) {
        return order(EventOrder.Action.CUT, name, id, reason);
    }

    @POST
    @Path("{id}/discard")
    @RolesAllowed(Role.OF_ADMIN)
    @Operation(
            summary =
                    "Orders that a parked dead letter is given up: it is acknowledged, and nobody holds the event any more",
            description = "Its position, key, size and SHA-256 are kept in the audit log, but not its body.")
    public Response discard(
            @PathParam("name") String name, @PathParam("id") String id, @QueryParam("reason") Optional<String> reason) {
        return order(EventOrder.Action.DISCARD, name, id, reason);
    }

    private Response order(EventOrder.Action action, String name, String id, Optional<String> given) {
        String reason = given.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new BadRequestException(
                        "the parameter 'reason' is required: it is kept in the dead letter and in the audit log"));
        InFlightEvents.Accepted accepted = audit.of(
                action + " " + id,
                name,
                reason,
                () -> events.order(name, id, new EventOrder(action, audit.name(), Instant.now(), reason)));
        return Response.accepted(accepted).build();
    }
}
