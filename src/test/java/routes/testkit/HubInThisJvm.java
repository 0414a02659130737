package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import routes.camel.DisabledCamelRoutes;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.control.InFlightEvents;
import routes.control.RouteStatus;
import routes.model.Problem;
import routes.runtime.ConnectorRegistry;
import routes.runtime.EventOrders;
import routes.runtime.Hub;
import routes.runtime.InFlightEventsService;
import routes.runtime.RouteHalts;
import routes.state.RouteHistory;

/** A hub with a HUB_HOME of its own, in the JVM of the test. */
public final class HubInThisJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final RouteHalts routeHalts = new RouteHalts(Optional.empty(), Clock.systemUTC());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Hub hub;

    private HubInThisJvm(ReadResult reading) {
        hub = new Hub(
                context,
                new ConnectorRegistry(context),
                CompiledConfiguration.of(reading),
                registry,
                "test",
                routeHalts,
                new DisabledCamelRoutes(),
                new RouteHistory(Optional.empty()),
                new EventOrders(Optional.empty(), Clock.systemUTC()),
                Duration.ofSeconds(5),
                Clock.systemUTC());
    }

    /**
     * Returns once every route is up.
     *
     * @param home an empty folder
     * @param files the contents of HUB_HOME by their paths
     */
    public static HubInThisJvm start(Path home, Map<String, String> files) {
        HubInThisJvm started = begin(home, files);
        await().atMost(PATIENCE).untilAsserted(started::assertAllUp);
        return started;
    }

    /** As {@link #start}, and returns at once: its routes may have to wait for what is not there. */
    public static HubInThisJvm begin(Path home, Map<String, String> files) {
        files.forEach((path, text) -> write(home.resolve(path), text));
        return join(home, Duration.ofSeconds(10));
    }

    /**
     * Returns at once; the routes may not be up yet.
     *
     * @param home a sound HUB_HOME, of another hub too
     * @param drain the longest that closing may wait for what is in flight
     */
    public static HubInThisJvm join(Path home, Duration drain) {
        ReadResult reading = new ConfigReader(name -> Optional.empty()).read(home);
        assertThat(Problem.errors(reading.problems())).isEmpty();
        HubInThisJvm started = new HubInThisJvm(reading);
        started.context.start();
        started.hub.start(drain);
        return started;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void assertAllUp() {
        assertThat(Problem.errors(hub.problems())).isEmpty();
        assertThat(hub.routes())
                .isNotEmpty()
                .allSatisfy(route -> assertThat(route.state())
                        .as("%s: %s", route.name(), route.problems())
                        .isEqualTo(RouteStatus.State.UP));
    }

    /** The series of a metric by their labels, each {@code name="value"}, and their values. */
    public Map<String, Double> series(String metric) {
        return registry.find(metric).gauges().stream()
                .collect(Collectors.toMap(
                        gauge -> gauge.getId().getTags().stream()
                                .map(tag -> tag.getKey() + "=\"" + tag.getValue() + "\"")
                                .collect(Collectors.joining(",")),
                        Gauge::value));
    }

    public RouteStatus route(String name) {
        return hub.route(name).orElseThrow();
    }

    /** Waits until a route has taken so many events, and every one of them has ended. */
    public RouteStatus awaitEnded(String name, int events) {
        return await().atMost(PATIENCE)
                .until(() -> route(name), status -> status.received() >= events && status.inFlight() == 0);
    }

    /** The events in flight, and orders about them. */
    public InFlightEvents inFlight() {
        return new InFlightEventsService(hub, new EventOrders(Optional.empty(), Clock.systemUTC()), Clock.systemUTC());
    }

    @Override
    public void close() {
        routeHalts.close();
        hub.stop();
    }
}
