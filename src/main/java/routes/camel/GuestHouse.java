package routes.camel;

import routes.event.Bytes;
import routes.model.CamelFiles;
import routes.model.Halt;
import routes.model.Problem;
import routes.model.RouteStatus;












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

/** All plain Camel routes, where they are on. Thread-safe. */
public final class GuestHouse implements Guests {

    private static final Logger LOG = LoggerFactory.getLogger(GuestHouse.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final HouseRules rules;
    private final Display display;
    private final Map<String, FileSlot> slots = new ConcurrentSkipListMap<>();
    private final Map<String, Runnable> shown = new HashMap<>();
    private Optional<CamelFiles> files = Optional.empty();
    private boolean begun;

    /**
     * @param halts the order that holds for a route now
     * @param drain the longest that stopping may wait for what is in flight
     */
    public GuestHouse(Function<String, Optional<Halt>> halts, Display display, Duration drain, Clock clock) {
        this.display = display;
        this.rules = new HouseRules(
                halts,
                drain,
                clock,
                Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, "hub-guests");
                    thread.setDaemon(true);
                    return thread;
                }),
                new Names());
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
                .forEach((file, text) -> slots.computeIfAbsent(file, name -> new FileSlot(name, rules))
                        .offer(Optional.of(Bytes.of(text))));
    }

    private synchronized void look() {
        try {
            slots.values().removeIf(FileSlot::isVacant);
            slots.values().forEach(FileSlot::look);
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
        return HouseRules.id(route)
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
    private Stream<FileSlot> slots(String route) {
        Optional<String> id = HouseRules.id(route);
        return slots.values().stream().filter(slot -> id.filter(slot::has).isPresent());
    }

    @Override
    public void obey(String route) {
        slots(route).forEach(slot -> slot.obey(HouseRules.id(route).orElseThrow()));
    }

    @Override
    public void restart(String route) {
        slots(route).forEach(slot -> slot.restart(HouseRules.id(route).orElseThrow()));
    }

    @Override
    public CompletableFuture<Void> leave() {
        CompletableFuture<?>[] leaving =
                slots.values().stream().map(FileSlot::leave).toArray(CompletableFuture[]::new);
        rules.timer().shutdownNow();
        return CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, rules.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
