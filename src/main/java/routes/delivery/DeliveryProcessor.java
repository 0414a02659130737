package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import routes.control.EventId;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.OrderEffect;
import routes.event.Batch;
import routes.event.ReceivedEvent;
import routes.model.RetrySpec;

/**
 * The last processor of a hub route. It delivers each event of a batch according to its routing decision. The exchange is done
 * when the last of its events has ended; no thread waits for that. Thread-safe.
 */
public final class DeliveryProcessor extends AsyncProcessorSupport {

    /** A slow target has all but one of so many parts of the events; a fast one has one at most. */
    private static final int MOST_PARTS = 4;

    private final String route;
    private final List<DeliveryTarget> targets;
    private final DeliveryTarget.DeadLetterTarget deadLetter;
    private final RetrySpec retry;
    private final DeliveryContext context;
    private final Set<String> carriedOut = ConcurrentHashMap.newKeySet();
    private volatile Optional<DeliverySession> session = Optional.empty();

    /** @param targets the targets in the order of the route's list; a routing decision refers to them by index */
    public DeliveryProcessor(
            String route,
            List<DeliveryTarget> targets,
            DeliveryTarget.DeadLetterTarget deadLetter,
            RetrySpec retry,
            DeliveryContext context) {
        this.route = route;
        this.targets = targets;
        this.deadLetter = deadLetter;
        this.retry = retry;
        this.context = context;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Batch.RoutedEvent> events =
                exchange.getMessage().getBody(Batch.Routed.class).events();
        Optional<DeliverySession> now = session;
        if (events.isEmpty() || now.isEmpty()) {
            List<ReceivedEvent> returned =
                    events.stream().map(Batch.RoutedEvent::received).toList();
            returned.forEach(ReceivedEvent::returned);
            ReturnedEvents.count(returned, context.metrics());
            callback.done(true);
            return true;
        }
        now.get().deliver(events, callback);
        return false;
    }

    /** The events that are on their way to targets or to the dead letter target. Thread-safe. */
    public List<EventStatus> inFlight(Moment now) {
        return deliveries().map(delivery -> EventSnapshot.of(delivery, now)).toList();
    }

    private Stream<EventDelivery> deliveries() {
        return session.stream().flatMap(DeliverySession::inFlight);
    }

    /** The {@link System#nanoTime()} at which the oldest event in flight was received; empty if there is none. Thread-safe. */
    public OptionalLong oldestNanos() {
        long now = System.nanoTime();
        OptionalLong age = deliveries()
                .mapToLong(delivery -> now - delivery.received().receivedNanos())
                .max();
        return age.isPresent() ? OptionalLong.of(now - age.getAsLong()) : age;
    }

    /** The events that a target has been refusing for this time or longer, and that it may still take. Thread-safe. */
    public Optional<RefusedEvents> refusedFor(Duration time) {
        Instant limit = context.clock().instant().minus(time);
        List<DeliveryAttempt> refused = deliveries()
                .filter(delivery -> !delivery.isDeadLetter())
                .flatMap(delivery -> delivery.attempts().stream())
                .filter(attempt -> attempt.ended().isEmpty()
                        && attempt.progress().refusals() > 0
                        && attempt.progress()
                                .since()
                                .filter(since -> !since.isAfter(limit))
                                .isPresent())
                .toList();
        return refused.stream()
                .min(Comparator.comparing(attempt -> attempt.progress().since().orElseThrow()))
                .map(oldest -> new RefusedEvents(oldest(oldest), refused.size()));
    }

    private static RefusedEvents.Oldest oldest(DeliveryAttempt attempt) {
        DeliveryAttempt.Progress progress = attempt.progress();
        return new RefusedEvents.Oldest(
                attempt.delivery.received().position(),
                attempt.queue().target(),
                progress.since().orElseThrow(),
                progress.refusals(),
                progress.lastAnswer().orElse(""));
    }

    /**
     * The targets for which most events in flight wait that another target holds already; empty if no target is much slower than
     * another. Thread-safe.
     */
    public Set<String> slowTargets() {
        List<EventDelivery> several =
                deliveries().filter(delivery -> delivery.attempts().size() > 1).toList();
        Map<String, Long> waiting = new HashMap<>();
        several.stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .forEach(attempt ->
                        waiting.merge(attempt.queue().target(), attempt.ended().isEmpty() ? 1L : 0L, Long::sum));
        boolean oneIsFast = waiting.values().stream().anyMatch(count -> count * MOST_PARTS <= several.size());
        return waiting.entrySet().stream()
                .filter(target -> oneIsFast && target.getValue() * MOST_PARTS >= several.size() * (MOST_PARTS - 1L))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Carries out an order about one event. If several events have this id, the oldest gets it. Thread-safe. */
    public OrderEffect order(String id, EventOrder order) {
        long now = System.nanoTime();
        return named(id)
                .max(Comparator.<EventDelivery, Boolean>comparing(delivery -> delivery.follows(order))
                        .thenComparingLong(delivery -> now - delivery.received().receivedNanos()))
                .map(delivery -> delivery.carryOut(order))
                .orElse(OrderEffect.NOT_HERE);
    }

    /** Whether an order has taken effect for an event with this id. Thread-safe. */
    public boolean follows(String id, EventOrder order) {
        return named(id).anyMatch(delivery -> delivery.follows(order));
    }

    /** The number of events that have this id and have not ended. Thread-safe. */
    public long count(String id) {
        return named(id).count();
    }

    private Stream<EventDelivery> named(String id) {
        return session.stream()
                .flatMap(DeliverySession::orderable)
                .filter(delivery -> EventId.of(delivery.received().position()).equals(id));
    }

    /** Whether an event with this id has ended since an order was given about it. Thread-safe. */
    public boolean isCarriedOut(String id) {
        return carriedOut.contains(id);
    }

    /** Forgets that an order about an event with this id was carried out: nobody will read the order any more. Thread-safe. */
    public void forgetCarriedOut(String id) {
        carriedOut.remove(id);
    }

    /** The dead letters that their target refuses alone, the oldest first. Thread-safe. */
    public List<ParkedLetter> parked() {
        return session.stream()
                .flatMap(DeliverySession::parked)
                .sorted(Comparator.comparing(ParkedLetter::since))
                .toList();
    }

    /** The reasons why delivery is suspended, by target; empty if it is not suspended. Thread-safe. */
    public Map<String, String> outages() {
        return session.map(DeliverySession::outages).orElse(Map.of());
    }

    /** The targets and the dead letter target, while the route runs. Thread-safe. */
    public List<WatchedTarget> watched() {
        return session.map(DeliverySession::watched).orElse(List.of());
    }

    @Override
    protected void doStart() {
        DeliverySession next = new DeliverySession(
                route,
                targets,
                deadLetter,
                retry,
                context,
                received -> carriedOut.add(EventId.of(received.position())));
        next.begin();
        session = Optional.of(next);
    }

    @Override
    protected void doStop() {
        Optional<DeliverySession> last = session;
        session = Optional.empty();
        last.ifPresent(DeliverySession::end);
    }
}
