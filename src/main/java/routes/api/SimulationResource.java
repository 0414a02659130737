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

/** Endpoint to simulate a route of the hub. Nothing is sent to a broker. Thread-safe. */
@Path("/api/v1/routes/{name}/simulate")
@Tag(name = "simulation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_VIEWER)
public class SimulationResource {

    private final RouteSimulation simulation;

    SimulationResource(RouteSimulation simulation) {
        this.simulation = simulation;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Shows what a route would do with an event: each step, each predicate, and the messages for its"
                    + " targets")
    public Outcome simulate(@PathParam("name") String name, SimulatedEvent event) {
        return simulation.simulate(name, required(event).sample());
    }

    /** Rejects a missing body; JSON's {@code null} counts as missing. */
    static <T> T required(T body) {
        return Optional.ofNullable(body)
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID, "the request has no body; send an event"));
    }
}
