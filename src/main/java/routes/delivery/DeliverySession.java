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
import org.apache.camel.AsyncCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.Bytes;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.RetrySpec;

/**
 * The work of a delivery from one start to the stop after it. What was begun in one shift never reaches into the next: what
 * is on its way when it ends is abandoned, and whatever is still heard of it then is too late. Thread-safe.
 */
final class DeliverySession {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);

    private final String route;
    private final List<DeliveryTarget> targets;
    private final DeliveryContext with;
    private final DeadLetterFactory letters;
    private final List<TargetSender> carriers = new ArrayList<>();
    private final List<TargetQueue> queues = new ArrayList<>();
    private final TargetQueue lastResort;
    private final Set<InFlightBatch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    DeliverySession(
            String route,
            List<DeliveryTarget> targets,
            DeliveryTarget.DeadLetterTarget deadLetter,
            RetrySpec retry,
            DeliveryContext with) {
        this.route = route;
        this.targets = targets;
        this.with = with;
        this.letters = new DeadLetterFactory(
                route, with.configuration(), with.version(), deadLetter.key(), deadLetter.routingKey());
        RetryPolicy policy = new BoundedRetry(retry, with.chance());
        targets.forEach(target -> queues.add(queue(target, policy)));
        this.lastResort = queue(deadLetter.target(), new RetryForever(policy));
    }

    private TargetQueue queue(DeliveryTarget target, RetryPolicy policy) {
        TargetSender carrier = new TargetSender(target);
        carriers.add(carrier);
        return new TargetQueue(route, target.label(), carrier::send, policy, target.window(), with);
    }

    void begin() {
        try {
            carriers.forEach(TargetSender::start);
        } catch (RuntimeException e) {
            carriers.forEach(TargetSender::stop);
            throw e;
        }
    }

    /** What is on its way is abandoned: it was not acknowledged, so its source still has it. */
    void end() {
        ended = true;
        queues.forEach(TargetQueue::stop);
        lastResort.stop();
        open.forEach(this::abandon);
        carriers.forEach(TargetSender::stop);
    }

    /** Looks whether the shift has ended after the batch is known: one of the two sees the other. */
    void take(List<ReceivedEvent> events, AsyncCallback exchangeIsDone) {
        InFlightBatch batch = new InFlightBatch(events.size(), exchangeIsDone);
        open.add(batch);
        Map<TargetQueue, List<DeliveryAttempt>> loads = new LinkedHashMap<>();
        events.forEach(received -> received.decision().accept(new Decided(received, batch, loads)));
        loads.forEach(TargetQueue::add);
        if (ended) {
            abandon(batch);
        }
    }

    private void abandon(InFlightBatch batch) {
        with.metrics().abandoned(batch.abandon());
        close(batch);
    }

    private void close(InFlightBatch batch) {
        open.remove(batch);
        batch.close();
    }

    /** What is done with one event, by the verdict on it. */
    private final class Decided implements RoutingDecision.Visitor {

        private final ReceivedEvent received;
        private final InFlightBatch batch;
        private final Map<TargetQueue, List<DeliveryAttempt>> loads;

        Decided(ReceivedEvent received, InFlightBatch batch, Map<TargetQueue, List<DeliveryAttempt>> loads) {
            this.received = received;
            this.batch = batch;
            this.loads = loads;
        }

        @Override
        public void deliver(List<RoutingDecision.Send> to) {
            EventDelivery delivery = new EventDelivery(DeliverySession.this, received, batch, to.size());
            for (RoutingDecision.Send address : to) {
                DeliveryAttempt attempt = attempt(delivery, address);
                loads.computeIfAbsent(attempt.queue, none -> new ArrayList<>()).add(attempt);
            }
        }

        @Override
        public void filtered() {
            finish(received, batch, Outcome.FILTERED);
        }

        @Override
        public void failed(Failure failure) {
            Instant now = with.clock().instant();
            deadLetter(
                    new EventDelivery(DeliverySession.this, received, batch, 0),
                    new DeadLetter(received, failure, 0, now, now));
        }
    }

    private DeliveryAttempt attempt(EventDelivery delivery, RoutingDecision.Send address) {
        DeliveryTarget target = targets.get(address.target());
        OutboundMessage message = address.message();
        if (target.deduplicates() && message.deduplicationId().isEmpty()) {
            String position = route + "/" + delivery.passage().position();
            message = new OutboundMessage(message.event(), message.routingKey(), Optional.of(position));
        }
        Bytes key = target.ordered() ? message.event().key() : Bytes.absent();
        return new DeliveryAttempt(queues.get(address.target()), message, key, delivery.towards(target.label()));
    }

    void deadLetter(EventDelivery delivery, DeadLetter letter) {
        DeliveryAttempt.Listener listener = delivery.towardsDeadLetter(letter, letters);
        lastResort.add(List.of(new DeliveryAttempt(lastResort, letters.whole(letter), Bytes.absent(), listener)));
    }

    /** Every target, or none, was to hold it, and does. */
    void finish(ReceivedEvent received, InFlightBatch batch, Outcome outcome) {
        if (batch.oneMayEnd()) {
            finished(received, batch, outcome);
        }
    }

    /** The dead letter target holds it. */
    void finishDead(DeadLetter letter, InFlightBatch batch) {
        if (batch.oneMayEnd()) {
            try {
                with.metrics().deadLettered(letter.failure().reason());
                LOG.atInfo()
                        .addKeyValue("route", route)
                        .addKeyValue("reason", letter.failure().reason())
                        .addKeyValue("at", letter.failure().at())
                        .addKeyValue("position", letter.received().position())
                        .log("Event is a dead letter");
            } finally {
                finished(letter.received(), batch, Outcome.DEAD_LETTERED);
            }
        }
    }

    /** Counted first, so that the books are right whenever the source has acknowledged; acknowledged whatever the books do. */
    private void finished(ReceivedEvent received, InFlightBatch batch, Outcome outcome) {
        try {
            with.metrics().finished(outcome, System.nanoTime() - received.takenNanos());
        } finally {
            try {
                received.finished();
            } finally {
                if (batch.oneHasEnded()) {
                    close(batch);
                }
            }
        }
    }

    Map<String, String> outages() {
        Map<String, String> held = new HashMap<>();
        for (int i = 0; i < queues.size(); i++) {
            String target = targets.get(i).label();
            queues.get(i).outage().ifPresent(detail -> held.put(target, detail));
        }
        lastResort.outage().ifPresent(detail -> held.put("dead letter", detail));
        return held;
    }
}
