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
import routes.definition.Retry;
import routes.event.Bytes;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;

/**
 * The work of a delivery from one start to the stop after it. What was begun in one shift never reaches into the next: what
 * is on its way when it ends is abandoned, and whatever is still heard of it then is too late. Thread-safe.
 */
final class Shift {

    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

    private final String route;
    private final List<Outlet> outlets;
    private final Circumstances with;
    private final DeadLetters letters;
    private final List<Carrier> carriers = new ArrayList<>();
    private final List<TargetQueue> queues = new ArrayList<>();
    private final TargetQueue lastResort;
    private final Set<OpenBatch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Shift(String route, List<Outlet> outlets, Outlet.LastResort deadLetter, Retry retry, Circumstances with) {
        this.route = route;
        this.outlets = outlets;
        this.with = with;
        this.letters =
                new DeadLetters(route, with.configuration(), with.version(), deadLetter.key(), deadLetter.routingKey());
        RefusalPolicy policy = new RetryThenGiveUp(retry, with.chance());
        outlets.forEach(outlet -> queues.add(queue(outlet, policy)));
        this.lastResort = queue(deadLetter.outlet(), new NeverGiveUp(policy));
    }

    private TargetQueue queue(Outlet outlet, RefusalPolicy policy) {
        Carrier carrier = new Carrier(outlet);
        carriers.add(carrier);
        return new TargetQueue(route, outlet.label(), carrier::send, policy, outlet.window(), with);
    }

    void begin() {
        try {
            carriers.forEach(Carrier::start);
        } catch (RuntimeException e) {
            carriers.forEach(Carrier::stop);
            throw e;
        }
    }

    /** What is on its way is abandoned: it was not acknowledged, so its source still has it. */
    void end() {
        ended = true;
        queues.forEach(TargetQueue::stop);
        lastResort.stop();
        open.forEach(this::abandon);
        carriers.forEach(Carrier::stop);
    }

    /** Looks whether the shift has ended after the batch is known: one of the two sees the other. */
    void take(List<ReceivedEvent> events, AsyncCallback exchangeIsDone) {
        OpenBatch batch = new OpenBatch(events.size(), exchangeIsDone);
        open.add(batch);
        Map<TargetQueue, List<Attempt>> loads = new LinkedHashMap<>();
        events.forEach(received -> received.decision().accept(new Decided(received, batch, loads)));
        loads.forEach(TargetQueue::add);
        if (ended) {
            abandon(batch);
        }
    }

    private void abandon(OpenBatch batch) {
        with.metrics().abandoned(batch.abandon());
        close(batch);
    }

    private void close(OpenBatch batch) {
        open.remove(batch);
        batch.close();
    }

    /** What is done with one event, by the verdict on it. */
    private final class Decided implements RoutingDecision.Visitor {

        private final ReceivedEvent received;
        private final OpenBatch batch;
        private final Map<TargetQueue, List<Attempt>> loads;

        Decided(ReceivedEvent received, OpenBatch batch, Map<TargetQueue, List<Attempt>> loads) {
            this.received = received;
            this.batch = batch;
            this.loads = loads;
        }

        @Override
        public void deliver(List<RoutingDecision.Send> to) {
            Journey journey = new Journey(Shift.this, received, batch, to.size());
            for (RoutingDecision.Send address : to) {
                Attempt attempt = attempt(journey, address);
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
            deadLetter(new Journey(Shift.this, received, batch, 0), new DeadLetter(received, failure, 0, now, now));
        }
    }

    private Attempt attempt(Journey journey, RoutingDecision.Send address) {
        Outlet outlet = outlets.get(address.target());
        OutboundMessage message = address.message();
        if (outlet.deduplicates() && message.deduplicationId().isEmpty()) {
            String position = route + "/" + journey.passage().position();
            message = new OutboundMessage(message.event(), message.routingKey(), Optional.of(position));
        }
        Bytes key = outlet.ordered() ? message.event().key() : Bytes.absent();
        return new Attempt(queues.get(address.target()), message, key, journey.towards(outlet.label()));
    }

    void deadLetter(Journey journey, DeadLetter letter) {
        Attempt.Listener listener = journey.towardsDeadLetter(letter, letters);
        lastResort.add(List.of(new Attempt(lastResort, letters.whole(letter), Bytes.absent(), listener)));
    }

    /** Every target, or none, was to hold it, and does. */
    void finish(ReceivedEvent received, OpenBatch batch, Outcome outcome) {
        if (batch.oneMayEnd()) {
            finished(received, batch, outcome);
        }
    }

    /** The dead letter target holds it. */
    void finishDead(DeadLetter letter, OpenBatch batch) {
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
    private void finished(ReceivedEvent received, OpenBatch batch, Outcome outcome) {
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
            String target = outlets.get(i).label();
            queues.get(i).outage().ifPresent(detail -> held.put(target, detail));
        }
        lastResort.outage().ifPresent(detail -> held.put("dead letter", detail));
        return held;
    }
}
