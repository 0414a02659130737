package routes.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.model.Problem;
import routes.support.StructuredLogger;

/**
 * Readiness: up as soon as there is a valid hub.yaml. A route that is not up is listed with its problem but does not make the
 * hub unready, because that would stop the other routes too.
 *
 * <p>A strict hub becomes ready only once HUB_HOME has no errors, so that a rollout with a broken file stops before it ends the
 * pods that still run what was sound. Once it has been ready, it is as every hub. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class HubReadiness implements HealthCheck {

    private static final Logger LOG = StructuredLogger.of(HubReadiness.class);

    private final HubStatus hub;
    private final boolean strict;
    private final AtomicBoolean hasBeenReady = new AtomicBoolean();
    private final AtomicBoolean hasRefused = new AtomicBoolean();

    HubReadiness(HubStatus hub, @ConfigProperty(name = "hub.strict") boolean strict) {
        this.hub = hub;
        this.strict = strict;
    }

    @Override
    public HealthCheckResponse call() {
        List<Problem> errors = isStarting() ? Problem.errors(hub.problems()) : List.of();
        boolean isReady = !hub.configuration().isEmpty() && errors.isEmpty();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("routes").status(isReady);
        for (RouteStatus route : hub.routes()) {
            String problems = route.problems().isEmpty() ? "" : ": " + String.join("; ", route.problems());
            response.withData(route.name(), route.state() + problems);
        }
        if (hub.configuration().isEmpty()) {
            response.withData("configuration", String.valueOf(hub.problems()));
        }
        if (!errors.isEmpty()) {
            response.withData("strict", "HUB_STRICT is on, and HUB_HOME has errors: " + errors);
        }
        tell(isReady, errors);
        return response.build();
    }

    private boolean isStarting() {
        return strict && !hasBeenReady.get();
    }

    private void tell(boolean isReady, List<Problem> errors) {
        if (!errors.isEmpty() && hasRefused.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue("problems", errors)
                    .log("Not ready, because HUB_STRICT is on and HUB_HOME has errors; ready once they are mended");
        }
        if (isReady && hasBeenReady.compareAndSet(false, true) && hasRefused.get()) {
            LOG.info("Ready: HUB_HOME has no errors any more");
        }
    }
}
