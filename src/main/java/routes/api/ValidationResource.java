package routes.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import routes.control.RouteEditing;
import routes.control.RouteSimulation;
import routes.control.RouteSimulation.Outcome;
import routes.model.Problem;

/** Endpoints to validate and simulate routes before they are written. Nothing is changed or sent. Thread-safe. */
@Path("/api/v1")
@Tag(name = "simulation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_VIEWER)
public class ValidationResource {

    private final RouteEditing editing;
    private final RouteSimulation simulation;

    ValidationResource(RouteEditing editing, RouteSimulation simulation) {
        this.editing = editing;
        this.simulation = simulation;
    }

    /**
     * The result of validating a file of routes.
     *
     * @param sound whether there are no errors; warnings are listed all the same
     */
    public record ValidationResult(boolean sound, List<ProblemDetail.Wrong> problems) {}

    /** A route as YAML, and a sample event for it. */
    public record SimulationRequest(
            @JsonProperty(required = true) String route,
            @JsonProperty(required = true) SimulatedEvent event) {

        public SimulationRequest {
            if (route == null || event == null) {
                throw new IllegalArgumentException("the keys 'route' and 'event' are required");
            }
        }
    }

    @POST
    @Path("validate")
    @Consumes(RoutesResource.YAML)
    @Operation(
            summary = "Returns all problems that a file of routes would have, including failed tests of its routes",
            description = "Validates the text as if it replaced the named file.")
    public ValidationResult validate(@QueryParam("file") @DefaultValue("routes/posted.yaml") String file, String text) {
        List<Problem> problems = editing.problems(file, text);
        return new ValidationResult(
                Problem.errors(problems).isEmpty(),
                problems.stream().map(ProblemDetail.Wrong::of).toList());
    }

    @POST
    @Path("simulate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Shows what a route that is not in HUB_HOME would do with an event")
    public Outcome simulate(SimulationRequest posted) {
        SimulationRequest request = SimulationResource.required(posted);
        return simulation.simulateText(request.route(), request.event().sample());
    }
}
