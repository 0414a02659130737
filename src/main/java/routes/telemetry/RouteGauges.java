package routes.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import routes.control.RouteStatus;

/** The gauges that every route has, hub route or plain Camel route. Their values are read from its status at each scrape. */
final class RouteGauges {

    private RouteGauges() {}

    static void show(MeterRegistry registry, String route, Supplier<RouteStatus> status) {
        Gauge.builder("hub.route.up", () -> status.get().state().isUp() ? 1 : 0)
                .description("Whether the route runs and reaches its source and targets")
                .tag("route", route)
                .register(registry);
        Gauge.builder("hub.route.halted", () -> isHalted(status.get(), true) ? 1 : 0)
                .description("Whether an operator has paused or stopped the route")
                .tag("route", route)
                .register(registry);
        Gauge.builder("hub.route.awaits.revision", () -> isHalted(status.get(), false) ? 1 : 0)
                .description("Whether the route was resumed for a revision that this replica has not loaded")
                .tag("route", route)
                .register(registry);
        Gauge.builder("hub.route.pending", () -> status.get().change().isEmpty() ? 0 : 1)
                .description("Whether the latest definition does not run yet, because it has problems or waits")
                .tag("route", route)
                .register(registry);
    }

    private static boolean isHalted(RouteStatus status, boolean byAnOperator) {
        return status.halt().filter(halt -> halt.isOrdered() == byAnOperator).isPresent();
    }
}
