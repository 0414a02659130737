package routes.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import routes.control.HubStatus;

/** The metrics of the configuration: its hash and the number of its problems. Thread-safe. */
public final class ConfigurationMeters {

    private final HubStatus hub;
    private final MultiGauge info;

    public ConfigurationMeters(MeterRegistry registry, HubStatus hub) {
        this.hub = hub;
        this.info = MultiGauge.builder("hub.config.info")
                .description("The hash of the running configuration")
                .register(registry);
        Gauge.builder("hub.config.problems", () -> hub.problems().size())
                .description("Problems in HUB_HOME")
                .register(registry);
    }

    /** Updates the hash to that of the running configuration. */
    public void show() {
        info.register(List.of(MultiGauge.Row.of(Tags.of("hash", hub.configuration()), 1)), true);
    }
}
