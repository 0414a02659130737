package routes.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import routes.testkit.HubProcess;

/** The hubs of one HUB_HOME, which share the work. Most of the time it is one. */
final class Replicas implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Supplier<HubProcess> another;
    private final List<HubProcess> hubs = new CopyOnWriteArrayList<>();

    /** @param options of the hubs' virtual machines */
    Replicas(Path home, List<String> options) {
        this(() -> HubProcess.start(home, options));
    }

    /** @param settings of the hubs, by their environment variables */
    Replicas(Path home, Map<String, String> settings) {
        this(() -> HubProcess.start(home, settings));
    }

    private Replicas(Supplier<HubProcess> another) {
        this.another = another;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        join();
    }

    /** The one that has been there for longest. */
    HubProcess hub() {
        return hubs.get(0);
    }

    /** One more, which is ready. */
    HubProcess join() {
        HubProcess hub = another.get();
        hubs.add(hub);
        return hub.awaitReady();
    }

    /** Asks one to end. */
    void leave(HubProcess hub) {
        hubs.remove(hub);
        hub.terminate();
    }

    /** One is gone, as by a power cut. */
    void lose(HubProcess hub) {
        hubs.remove(hub);
        hub.kill9();
    }

    /** Waits until the route runs on every hub. */
    void awaitUp(String route) {
        await(route)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hubs)
                        .allSatisfy(hub -> assertThat(hub.metric("hub_route_up", "route", route))
                                .hasValue(1)));
    }

    /** Of the route that runs on the hub that has been there for longest. */
    String description(String route) {
        return hub().operator().field(route, "description");
    }

    /** How many events of this route have ended at those hubs that are there now. */
    double ended(String route) {
        return figures("hub_events_total", route).sum();
    }

    /** Whether the hubs know of no event of this route that has not ended. */
    boolean isDone(String route) {
        return figures("hub_source_lag", route).allMatch(lag -> lag == 0)
                && figures("hub_events_in_flight", route).allMatch(inFlight -> inFlight == 0);
    }

    private DoubleStream figures(String metric, String route) {
        return hubs.stream()
                .mapToDouble(hub -> hub.metric(metric, "route", route).orElse(Double.NaN));
    }

    @Override
    public void close() {
        hubs.forEach(HubProcess::close);
    }
}
