package routes.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import routes.control.RouteStatus;
import routes.event.Outcome;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/** The ledger of one route as Prometheus metrics. Labels are names from the configuration and enums, never data. */
public final class RouteMeters implements RouteMetrics, AutoCloseable {

    private static final Duration[] BUCKETS = Arrays.stream(
                    new long[] {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String route;
    private final Counter received;
    private final LongAdder taken = new LongAdder();
    /** Events that were taken, abandoned, and not yet taken again. */
    private final AtomicLong toComeAgain = new AtomicLong();

    private final Map<Outcome, Ended> ended = new ConcurrentHashMap<>();
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Map<String, Counter> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();
    private final Map<String, Boolean> held = new ConcurrentHashMap<>();
    private final Timer duration;

    public RouteMeters(MeterRegistry registry, String route) {
        this.registry = registry;
        this.route = route;
        this.received = Counter.builder("hub.events.received")
                .description("Events taken from the source")
                .tag("route", route)
                .register(registry);
        Arrays.stream(Outcome.values()).filter(Outcome::isOfEverySource).forEach(this::ended);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(
                    reason,
                    Counter.builder("hub.dead.letters")
                            .description("Events that the dead letter target holds, by reason")
                            .tags("route", route, "reason", reason.toString())
                            .register(registry));
        }
        this.duration = Timer.builder("hub.event.duration")
                .description("From taken to acknowledged")
                .tag("route", route)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        Gauge.builder("hub.events.in.flight", () -> books().inFlight())
                .description("Events taken and not yet ended")
                .tag("route", route)
                .register(registry);
    }

    /** Shows whether the route is up, and how far it is behind, as its status says whenever it is asked for. */
    public void watch(Supplier<RouteStatus> status) {
        RouteGauges.show(registry, route, status);
        Gauge.builder("hub.source.lag", () -> status.get().lag().orElse(0))
                .description("Events that wait at the source")
                .tag("route", route)
                .register(registry);
    }

    /** The outage of this target is shown from now on. One that is a dead letter target too is the same target. */
    public void expect(String target) {
        if (held.putIfAbsent(target, false) != null) {
            return;
        }
        Gauge.builder("hub.route.held", () -> held.getOrDefault(target, false) ? 1 : 0)
                .description("Whether the target is out and its events are held")
                .tags("route", route, "target", target)
                .register(registry);
        delivery(target, "confirmed");
        retry(target);
    }

    /**
     * What the books say at one moment: received is always the sum of the others.
     *
     * @param outcomes events by how they ended
     */
    public record Books(long received, Map<String, Long> outcomes, long inFlight) {}

    /** What has ended is summed up before what was taken, so that nothing ends before it was received. */
    public Books books() {
        Map<String, Long> outcomes = new TreeMap<>();
        ended.forEach((outcome, counted) ->
                outcomes.put(outcome.toString(), counted.sum().sum()));
        long done = outcomes.values().stream().mapToLong(sum -> sum).sum();
        long received = taken.sum();
        return new Books(received, outcomes, received - done);
    }

    @Override
    public void received(int events) {
        long again = Math.min(events, toComeAgain.getAndUpdate(waited -> Math.max(0, waited - events)));
        taken.add(events - again);
        received.increment(events - again);
    }

    /** A counter cannot be taken back: instead, as many of those that come next are not counted a second time. */
    @Override
    public void abandoned(int events) {
        toComeAgain.addAndGet(events);
    }

    @Override
    public void finished(Outcome outcome, long nanos) {
        Ended counted = ended(outcome);
        counted.sum().increment();
        counted.counter().increment();
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void deadLettered(DeadLetterReason reason) {
        deadLetters.get(reason).increment();
    }

    @Override
    public void confirmed(String target) {
        delivery(target, "confirmed").increment();
    }

    @Override
    public void refused(String target, SendError.Kind kind) {
        delivery(target, kind.name().toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void retried(String target) {
        retry(target).increment();
    }

    /** Shows the outages of these targets, and of no others any more. */
    public void show(Set<String> targets) {
        targets.forEach(this::expect);
        held.keySet().stream().filter(target -> !targets.contains(target)).forEach(target -> {
            Search.in(registry)
                    .name("hub.route.held")
                    .tags("route", route, "target", target)
                    .meters()
                    .forEach(registry::remove);
            held.remove(target);
        });
    }

    /** Shows nothing any more: there is no route of this name. */
    @Override
    public void close() {
        Search.in(registry).tag("route", route).meters().forEach(registry::remove);
    }

    @Override
    public void held(String target, boolean isHeld) {
        held.put(target, isHeld);
    }

    /** Events that ended in one way: for {@link #books}, and for Prometheus. */
    private record Ended(LongAdder sum, Counter counter) {}

    private Ended ended(Outcome outcome) {
        return ended.computeIfAbsent(
                outcome,
                key -> new Ended(
                        new LongAdder(),
                        Counter.builder("hub.events")
                                .description("Events by how they ended")
                                .tags("route", route, "outcome", outcome.toString())
                                .register(registry)));
    }

    private Counter delivery(String target, String result) {
        return deliveries.computeIfAbsent(
                target + "\n" + result,
                key -> Counter.builder("hub.deliveries")
                        .description("Answers of targets, by event")
                        .tags("route", route, "target", target, "result", result)
                        .register(registry));
    }

    private Counter retry(String target) {
        return retries.computeIfAbsent(
                target,
                key -> Counter.builder("hub.retries")
                        .description("Events sent again after a refusal that counts against them")
                        .tags("route", route, "target", target)
                        .register(registry));
    }
}
