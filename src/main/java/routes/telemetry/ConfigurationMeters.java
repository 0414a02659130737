package routes.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import routes.control.HubStatus;
import routes.model.Problem;

/** The metrics of the configuration: its hash and the number of its problems. Thread-safe. */
public final class ConfigurationMeters {

    private final HubStatus hub;
    private final MultiGauge info;

    public ConfigurationMeters(MeterRegistry registry, HubStatus hub) {
        this.hub = hub;
        this.info = MultiGauge.builder("hub.config.info")
                .description("The hash of the running configuration")
                .register(registry);
        for (Problem.Severity severity : Problem.Severity.values()) {
            Gauge.builder("hub.config.problems", () -> count(severity))
                    .description("Problems in HUB_HOME")
                    .tag("severity", severity.toString())
                    .register(registry);
        }
    }

    private long count(Problem.Severity severity) {
        return hub.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** Updates the hash to that of the running configuration. */
    public void show() {
        info.register(List.of(MultiGauge.Row.of(Tags.of("hash", hub.configuration()), 1)), true);
    }
}
