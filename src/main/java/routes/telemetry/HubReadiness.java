package routes.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import routes.control.HubStatus;
import routes.control.RouteStatus;

/**
 * Readiness: up as soon as there is a valid hub.yaml. A route that is not up is listed with its problem but does not make the
 * hub unready, because that would stop the other routes too. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class HubReadiness implements HealthCheck {

    private final HubStatus hub;

    HubReadiness(HubStatus hub) {
        this.hub = hub;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("routes").status(!hub.configuration().isEmpty());
        for (RouteStatus route : hub.routes()) {
            String problems = route.problems().isEmpty() ? "" : ": " + String.join("; ", route.problems());
            response.withData(route.name(), route.state() + problems);
        }
        if (hub.configuration().isEmpty()) {
            response.withData("configuration", String.valueOf(hub.problems()));
        }
        return response.build();
    }
}
