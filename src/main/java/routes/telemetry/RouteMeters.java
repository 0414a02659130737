package routes.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import routes.control.RouteStatus;
import routes.event.Outcome;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.event.SourceLag;
import routes.model.DeadLetterReason;

/**
 * The Prometheus metrics of one route. Labels are names from the configuration and enums, never data from events.
 * Thread-safe.
 */
public final class RouteMeters implements RouteMetrics, AutoCloseable {

    private static final Duration[] BUCKETS = Arrays.stream(
                    new long[] {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String route;
    private final Counter received;
    private final LongAdder taken = new LongAdder();
    /** Events that were received, then given back to the source, and not yet received again. */
    private final AtomicLong givenBack = new AtomicLong();

    private final Map<Outcome, Ended> ended = new ConcurrentHashMap<>();
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Map<String, Counter> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();
    private final Map<String, Boolean> held = new ConcurrentHashMap<>();
    private final MultiGauge lag;
    private final AtomicInteger parked = new AtomicInteger();
    private final Timer duration;

    /** Registers the metrics of the route. */
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
                            .description("Events that the dead letter target has confirmed, by reason")
                            .tags("route", route, "reason", reason.toString())
                            .register(registry));
        }
        this.lag = MultiGauge.builder("hub.source.lag")
                .description("Events waiting at the source")
                .tag("route", route)
                .register(registry);
        this.duration = Timer.builder("hub.event.duration")
                .description("Time from receiving an event to acknowledging it at the source")
                .tag("route", route)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        Gauge.builder("hub.events.in.flight", () -> books().inFlight())
                .description("Events received and not yet finished")
                .tag("route", route)
                .register(registry);
        Gauge.builder("hub.events.parked", parked::get)
                .description("Dead letters that their target refuses alone, and which wait for it or for an operator")
                .tag("route", route)
                .register(registry);
    }

    /** Shows how many events wait at the source; nothing where that is not known, since 0 would say that none does. */
    public void lag(Optional<SourceLag> now) {
        lag.register(
                now.stream()
                        .<MultiGauge.Row<?>>flatMap(known -> Stream.of(
                                MultiGauge.Row.of(Tags.of("scope", "source"), known.shared()),
                                MultiGauge.Row.of(Tags.of("scope", "replica"), known.own())))
                        .toList(),
                true);
    }

    /**
     * Registers the gauges that read the route's status at each scrape.
     *
     * @param oldestAge the age of the oldest event in flight; zero if there is none
     */
    public void watch(Supplier<RouteStatus> status, Supplier<Duration> oldestAge) {
        RouteGauges.show(registry, route, status);
        Gauge.builder("hub.oldest.event.age.seconds", () -> oldestAge.get().toMillis() / 1000.0)
                .description("The time since the oldest event in flight was received")
                .baseUnit("seconds")
                .tag("route", route)
                .register(registry);
    }

    /**
     * Registers the metrics of a target. Does nothing if they are registered already, for example because the target is also
     * the dead letter target.
     */
    public void expect(String target) {
        if (held.putIfAbsent(target, false) != null) {
            return;
        }
        Gauge.builder("hub.route.held", () -> held.getOrDefault(target, false) ? 1 : 0)
                .description("Whether the target is unavailable and its events are held")
                .tags("route", route, "target", target)
                .register(registry);
        delivery(target, "confirmed");
        retry(target);
    }

    /**
     * The counts of one moment. {@code received} is always the sum of all outcomes and {@code inFlight}.
     *
     * @param outcomes the number of events by outcome
     */
    public record Books(long received, Map<String, Long> outcomes, long inFlight) {}

    /** Takes the counts. Outcomes are summed up first, so that no event is counted as finished but not as received. */
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
        long again = Math.min(events, givenBack.getAndUpdate(waited -> Math.max(0, waited - events)));
        taken.add(events - again);
        received.increment(events - again);
    }

    /** A counter cannot decrease; instead, the same number of events is not counted when they are received again. */
    @Override
    public void abandoned(int events) {
        givenBack.addAndGet(events);
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

    /** Registers the metrics of these targets and removes the outage gauges of all others. */
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

    /** Removes the metrics of the route. */
    @Override
    public void close() {
        Search.in(registry).tag("route", route).meters().forEach(registry::remove);
    }

    @Override
    public void held(String target, boolean isHeld) {
        held.put(target, isHeld);
    }

    @Override
    public void parked(int letters) {
        parked.set(letters);
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
                        .description("Results of deliveries, one for each event and target")
                        .tags("route", route, "target", target, "result", result)
                        .register(registry));
    }

    private Counter retry(String target) {
        return retries.computeIfAbsent(
                target,
                key -> Counter.builder("hub.retries")
                        .description("Retries after a refusal that counts as an attempt")
                        .tags("route", route, "target", target)
                        .register(registry));
    }
}
