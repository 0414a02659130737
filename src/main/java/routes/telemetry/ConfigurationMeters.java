package routes.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import routes.definition.HubStatus;

/** What operators see of the configuration: its hash and how many problems it has. */
public final class ConfigurationMeters {

    private ConfigurationMeters() {}

    public static void register(MeterRegistry registry, HubStatus hub) {
        Gauge.builder("hub.config.info", () -> 1)
                .description("The configuration that runs")
                .tag("hash", hub.configuration())
                .register(registry);
        Gauge.builder("hub.config.problems", () -> hub.problems().size())
                .description("Problems in HUB_HOME")
                .register(registry);
    }
}
