package routes.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.util.List;
import java.util.function.Supplier;
import routes.control.RouteStatus;

/**
 * The Prometheus metrics of a plain Camel route. They end when this object is garbage-collected, because counters hold it
 * weakly. Thread-safe.
 */
public final class CamelRouteMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final String route;

    /** Kept in a field, because the counters hold it weakly. */
    private final Supplier<RouteStatus> status;

    public CamelRouteMeters(MeterRegistry registry, String route, Supplier<RouteStatus> status) {
        this.registry = registry;
        this.route = route;
        this.status = status;
        RouteGauges.show(registry, route, status);
        List.of("completed", "failed").forEach(this::count);
        FunctionCounter.builder("hub.camel.retries", this, meters -> meters.counted("retried"))
                .description("Retries of failed exchanges of plain Camel routes")
                .tags("route", route)
                .register(registry);
    }

    private void count(String result) {
        FunctionCounter.builder("hub.camel.exchanges", this, meters -> meters.counted(result))
                .description("Exchanges of plain Camel routes, by result")
                .tags("route", route, "result", result)
                .register(registry);
    }

    private long counted(String result) {
        return status.get().outcomes().getOrDefault(result, 0L);
    }

    /** Removes the metrics of the route. */
    @Override
    public void close() {
        Search.in(registry).tag("route", route).meters().forEach(registry::remove);
    }
}
