package routes.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.slf4j.Logger;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.Outcome;
import routes.event.Readiness;
import routes.event.ReceivedEvent;
import routes.event.RouteMetrics;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;
import routes.support.StructuredLogger;

/**
 * The deliveries of a route between a start and the next stop. Sessions are independent of each other: events that have not
 * ended when the session ends are returned to their source, and later answers are ignored. Thread-safe.
 */
final class DeliverySession {

    private static final Logger LOG = StructuredLogger.of(DeliverySession.class);

    private final String route;
    private final List<DeliveryTarget> targets;
    private final DeliveryContext context;
    private final DeadLetterFactory letters;
    private final List<TargetSender> senders = new ArrayList<>();
    private final List<TargetQueue> queues = new ArrayList<>();
    private final List<String> idSuffixes = new ArrayList<>();
    private final TargetQueue deadLetters;
    private final List<WatchedTarget> watched = new ArrayList<>();
    private final DeadLetterLog log;
    private final boolean cutsDeadLetters;
    private final Set<InFlightBatch> open = ConcurrentHashMap.newKeySet();
    private final Consumer<ReceivedEvent> carriedOut;
    private volatile boolean ended;

    /** @param carriedOut called with each event about which an operator gave an order, when it has ended */
    DeliverySession(
            String route,
            List<DeliveryTarget> targets,
            DeliveryTarget.DeadLetterTarget deadLetter,
            RetrySpec retry,
            DeliveryContext context,
            Consumer<ReceivedEvent> carriedOut) {
        this.carriedOut = carriedOut;
        this.route = route;
        this.targets = targets;
        this.context = context;
        this.letters = new DeadLetterFactory(route, context.configuration(), context.version(), deadLetter);
        this.log = new DeadLetterLog(route, context.timer());
        this.cutsDeadLetters = deadLetter.cuts();
        RetryPolicy policy = RetryPolicy.ofTarget(retry, context.chance());
        for (DeliveryTarget target : targets) {
            idSuffixes.add(idSuffix(target));
            queues.add(queue(target, policy));
        }
        this.deadLetters = queue(deadLetter.target(), RetryPolicy.ofDeadLetterTarget(retry, context.chance()));
    }

    /** Targets with the same label may be one queue, which would take a second message with the same id for a repetition. */
    private String idSuffix(DeliveryTarget target) {
        long earlier = queues.stream()
                .filter(queue -> queue.target().equals(target.label()))
                .count();
        return earlier == 0 ? "" : "/" + (earlier + 1);
    }

    private TargetQueue queue(DeliveryTarget target, RetryPolicy policy) {
        TargetSender sender = new TargetSender(target);
        senders.add(sender);
        TargetQueue queue = new TargetQueue(route, target.label(), sender::send, policy, target.window(), context);
        watched.add(watched(target.endpoint(), queue));
        return queue;
    }

    private static WatchedTarget watched(Endpoint endpoint, TargetQueue queue) {
        return new WatchedTarget() {
            @Override
            public Endpoint endpoint() {
                return endpoint;
            }

            @Override
            public long confirmations() {
                return queue.confirmations();
            }

            @Override
            public void looked(Readiness readiness) {
                queue.looked(readiness);
            }
        };
    }

    void begin() {
        try {
            senders.forEach(TargetSender::start);
        } catch (RuntimeException e) {
            senders.forEach(TargetSender::stop);
            throw e;
        }
    }

    /** Ends the session. All events that have not ended are returned to their source and not acknowledged. */
    void end() {
        ended = true;
        queues.forEach(TargetQueue::stop);
        deadLetters.stop();
        open.forEach(this::giveBack);
        senders.forEach(TargetSender::stop);
        log.close();
    }

    /** The targets and the dead letter target. */
    List<WatchedTarget> watched() {
        return watched;
    }

    /**
     * Adds the events to the queues of their targets. The end of the session is checked after the batch is registered, so that
     * either this method or {@link #end} returns the events of a batch that arrives concurrently.
     */
    void deliver(List<Batch.RoutedEvent> events, AsyncCallback exchangeIsDone) {
        InFlightBatch batch = new InFlightBatch(events.size(), exchangeIsDone, open::remove);
        List<EventDelivery> deliveries = new ArrayList<>(events.size());
        for (Batch.RoutedEvent entry : events) {
            EventDelivery delivery = new EventDelivery(this, entry.received(), batch);
            batch.add(delivery);
            deliveries.add(delivery);
        }
        open.add(batch);
        Map<TargetQueue, List<DeliveryAttempt>> attempts = new LinkedHashMap<>();
        for (int i = 0; i < deliveries.size(); i++) {
            deliveries.get(i).begin(events.get(i).decision(), attempts);
        }
        attempts.forEach(TargetQueue::add);
        if (ended) {
            giveBack(batch);
        }
    }

    private void giveBack(InFlightBatch batch) {
        List<ReceivedEvent> returned =
                batch.giveBack().stream().map(EventDelivery::received).toList();
        ReturnedEvents.count(returned, context.metrics());
    }

    DeliveryAttempt attempt(EventDelivery delivery, RoutingDecision.Send send) {
        OutboundMessage message = send.message();
        Bytes key = targets.get(send.target()).ordered() ? message.event().key() : Bytes.absent();
        return new DeliveryAttempt(delivery, queues.get(send.target()), idSuffixes.get(send.target()), message, key);
    }

    DeliveryAttempt attempt(EventDelivery delivery, DeadLetter letter) {
        return new DeliveryAttempt(delivery, deadLetters, "", letters.whole(letter), Bytes.absent());
    }

    /** Whether the route declares that dead letters which are too large are cut. */
    boolean cutsDeadLetters() {
        return cutsDeadLetters;
    }

    RouteMetrics metrics() {
        return context.metrics();
    }

    /** The dead letters that their target refuses alone. */
    Stream<ParkedLetter> parked() {
        return deadLetters.parked().stream().map(ParkedLetter::of);
    }

    /** The dead letter after this number of truncations; empty if it cannot be truncated any further. */
    Optional<OutboundMessage> truncated(DeadLetter letter, int truncations) {
        return letters.cut(letter, truncations);
    }

    /** Counts an event that has ended. Called before its source acknowledges it, so that the metrics are up to date by then. */
    void count(EventDelivery delivery, DeliveryResult result) {
        ReceivedEvent received = delivery.received();
        try {
            result.failure().ifPresent(failure -> {
                if (result.outcome() == Outcome.DISCARDED) {
                    delivery.order().ifPresent(order -> new DiscardedEvent(route, received, failure, order).log());
                } else {
                    countDeadLetter(received, failure);
                }
            });
        } finally {
            finished(received, result.outcome());
        }
    }

    /** Called when the event has ended: an order about it is carried out, or came too late. */
    void ended(EventDelivery delivery, DeliveryResult result) {
        if (delivery.order().isPresent()
                || result.failure()
                        .filter(failure -> failure.reason() == DeadLetterReason.OPERATOR)
                        .isPresent()) {
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("position", delivery.received().position())
                    .addKeyValue("outcome", result.outcome())
                    .log("An event has ended after an operator's order");
            carriedOut.accept(delivery.received());
        }
    }

    /** All events that have not ended. */
    Stream<EventDelivery> inFlight() {
        return events().filter(EventDelivery::isOpen);
    }

    /** All events that an order may be about: those in flight, and those that end at this moment. */
    Stream<EventDelivery> orderable() {
        return events().filter(delivery -> !delivery.hasEnded());
    }

    private Stream<EventDelivery> events() {
        return open.stream().flatMap(InFlightBatch::events);
    }

    private void countDeadLetter(ReceivedEvent received, Failure failure) {
        context.metrics().deadLettered(failure.reason());
        log.add(received, failure);
    }

    private void finished(ReceivedEvent received, Outcome outcome) {
        context.metrics().finished(outcome, System.nanoTime() - received.receivedNanos());
    }

    String route() {
        return route;
    }

    Instant now() {
        return context.clock().instant();
    }

    Map<String, String> outages() {
        Map<String, String> held = new HashMap<>();
        queues.forEach(queue -> queue.outage().ifPresent(detail -> held.put(queue.target(), detail)));
        deadLetters.outage().ifPresent(detail -> held.put("dead letter", detail));
        return held;
    }
}
