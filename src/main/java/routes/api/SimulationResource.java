package routes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.OperationRejectedException;
import routes.control.RouteSimulation;
import routes.control.RouteSimulation.Outcome;

/** What a route of the hub would do with an event. Nothing is sent. */
@Path("/api/v1/routes/{name}/simulate")
@Tag(name = "trying")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_VIEWER)
public class SimulationResource {

    private final RouteSimulation simulating;

    SimulationResource(RouteSimulation simulating) {
        this.simulating = simulating;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What a route would do with an event: each step, each predicate, and what the targets would get")
    public Outcome simulate(@PathParam("name") String name, SimulatedEvent event) {
        return simulating.simulate(name, given(event).sample());
    }

    /** JSON's null is read as none. */
    static <T> T given(T body) {
        return Optional.ofNullable(body)
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.UNSOUND, "nothing was sent to try"));
    }
}
