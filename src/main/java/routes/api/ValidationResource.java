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

/** What can be tried before it is true. Nothing is changed, and nothing is sent. */
@Path("/api/v1")
@Tag(name = "trying")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OF_VIEWER)
public class ValidationResource {

    private final RouteEditing authoring;
    private final RouteSimulation simulating;

    ValidationResource(RouteEditing authoring, RouteSimulation simulating) {
        this.authoring = authoring;
        this.simulating = simulating;
    }

    /** Whether a file of routes is sound. */
    public record Verdict(boolean sound, List<ProblemDetail.Wrong> problems) {}

    /** A route as YAML, and an event for it. */
    public record Rehearsed(
            @JsonProperty(required = true) String route,
            @JsonProperty(required = true) SimulatedEvent event) {

        public Rehearsed {
            if (route == null || event == null) {
                throw new IllegalArgumentException("give a route and an event");
            }
        }
    }

    @POST
    @Path("validate")
    @Consumes({RoutesResource.YAML, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "All that would be wrong with a file of routes, the routes' own tests included",
            description = "As if it were written to the file that is named, in place of what that holds now.")
    public Verdict validate(@QueryParam("file") @DefaultValue("routes/posted.yaml") String file, String text) {
        List<ProblemDetail.Wrong> problems = authoring.problems(file, text).stream()
                .map(ProblemDetail.Wrong::of)
                .toList();
        return new Verdict(problems.isEmpty(), problems);
    }

    @POST
    @Path("simulate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What a route that is written nowhere yet would do with an event")
    public Outcome simulate(Rehearsed posted) {
        Rehearsed sent = SimulationResource.given(posted);
        return simulating.simulateText(sent.route(), sent.event().sample());
    }
}
