package routes.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.event.Bytes;
import routes.model.CamelFiles;
import routes.model.Problem;

/** All plain Camel routes, where they are on. Thread-safe. */
public final class PlainCamelRoutes implements CamelRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PlainCamelRoutes.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CamelFileOptions rules;
    private final CamelRouteObserver display;
    private final Map<String, CamelFile> slots = new ConcurrentSkipListMap<>();
    private final Map<String, Runnable> shown = new HashMap<>();
    private Optional<CamelFiles> files = Optional.empty();
    private boolean begun;

    /**
     * @param halts the order that holds for a route now
     * @param drain the longest that stopping may wait for what is in flight
     */
    public PlainCamelRoutes(
            Function<String, Optional<Halt>> halts, CamelRouteObserver display, Duration drain, Clock clock) {
        this.display = display;
        this.rules = new CamelFileOptions(
                halts,
                drain,
                clock,
                Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, "hub-guests");
                    thread.setDaemon(true);
                    return thread;
                }),
                new RouteIdOwners());
    }

    @Override
    public synchronized void begin() {
        LOG.warn(
                "Plain Camel routes are on: none of the hub's promises holds for them (no acknowledgement after delivery, no dead"
                        + " letter, no order, no schema), and whoever may write HUB_HOME/camel may run code in this JVM");
        begun = true;
        files.ifPresent(this::take);
        rules.timer().scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void follow(CamelFiles now) {
        files = Optional.of(now);
        if (begun) {
            take(now);
        }
    }

    private void take(CamelFiles now) {
        if (now.whole()) {
            slots.forEach((file, slot) -> {
                if (!now.texts().containsKey(file)) {
                    slot.offer(Optional.empty());
                }
            });
        }
        now.texts()
                .forEach((file, text) -> slots.computeIfAbsent(file, name -> new CamelFile(name, rules))
                        .offer(Optional.of(Bytes.of(text))));
    }

    private synchronized void look() {
        try {
            slots.values().removeIf(CamelFile::isVacant);
            slots.values().forEach(CamelFile::look);
            show();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Camel routes could not be looked at: tried again later");
        }
    }

    private void show() {
        Set<String> gone = new HashSet<>(shown.keySet());
        for (RouteStatus status : routes()) {
            gone.remove(status.name());
            shown.computeIfAbsent(
                    status.name(), name -> display.show(name, () -> own(name).orElse(status)));
        }
        gone.forEach(name -> shown.remove(name).run());
    }

    @Override
    public List<RouteStatus> routes() {
        return slots.values().stream().flatMap(slot -> slot.statuses().stream()).toList();
    }

    @Override
    public Optional<RouteStatus> route(String name) {
        return own(name)
                .or(() -> routes().stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst());
    }

    /** Of a route of theirs; of a file that is wrong and has none there is nothing. */
    private Optional<RouteStatus> own(String route) {
        return CamelFileOptions.id(route)
                .flatMap(id ->
                        slots(route).flatMap(slot -> slot.status(id).stream()).findFirst());
    }

    @Override
    public List<Problem> problems() {
        return slots.values().stream().flatMap(slot -> slot.rejected().stream()).toList();
    }

    @Override
    public boolean has(String route) {
        return slots(route).findAny().isPresent();
    }

    /** The one slot that has the route, or none. */
    private Stream<CamelFile> slots(String route) {
        Optional<String> id = CamelFileOptions.id(route);
        return slots.values().stream().filter(slot -> id.filter(slot::has).isPresent());
    }

    @Override
    public void obey(String route) {
        slots(route).forEach(slot -> slot.obey(CamelFileOptions.id(route).orElseThrow()));
    }

    @Override
    public void restart(String route) {
        slots(route).forEach(slot -> slot.restart(CamelFileOptions.id(route).orElseThrow()));
    }

    @Override
    public CompletableFuture<Void> leave() {
        CompletableFuture<?>[] leaving =
                slots.values().stream().map(CamelFile::leave).toArray(CompletableFuture[]::new);
        rules.timer().shutdownNow();
        return CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, rules.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
