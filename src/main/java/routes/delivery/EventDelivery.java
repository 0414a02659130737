package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.OrderEffect;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;

/**
 * One event until its end: all targets that get it; then, if one of them gave it up, the dead letter target; at the very last
 * the acknowledgement. It either ends or is returned to its source, never both. Thread-safe.
 */
final class EventDelivery {

    /** ENDING lasts until the source is notified and the end of an order is noted. */
    private enum State {
        OPEN,
        ENDING,
        ENDED
    }

    private final DeliverySession session;
    private final ReceivedEvent received;
    private final InFlightBatch batch;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicInteger targetsLeft = new AtomicInteger();
    private volatile List<DeliveryAttempt> attempts = List.of();

    private final GivenUpTargets givenUp = new GivenUpTargets();
    private volatile Optional<DeadLetter> deadLetter = Optional.empty();
    private volatile Optional<DeliveryAttempt> deadLetterAttempt = Optional.empty();
    private volatile Optional<EventOrder> order = Optional.empty();
    private volatile boolean isParked;
    private volatile Optional<Event> reply = Optional.empty();

    EventDelivery(DeliverySession session, ReceivedEvent received, InFlightBatch batch) {
        this.session = session;
        this.received = received;
        this.batch = batch;
    }

    ReceivedEvent received() {
        return received;
    }

    /**
     * The same whenever this event is sent for this route, after a restart too. As a dead letter the event has another one: its
     * target may hold the event already, and would take the dead letter for a repetition.
     */
    String id() {
        return session.route() + "/" + received.identity() + (isDeadLetter() ? "/dead-letter" : "");
    }

    /** @param all to which the attempts of this event are added, by the queue that they go into */
    void begin(RoutingDecision decision, Map<TargetQueue, List<DeliveryAttempt>> all) {
        decision.accept(new RoutingDecision.Visitor() {
            @Override
            public void deliver(List<RoutingDecision.Send> to) {
                targetsLeft.set(to.size());
                List<DeliveryAttempt> mine = new ArrayList<>(to.size());
                to.forEach(send -> mine.add(session.attempt(EventDelivery.this, send)));
                attempts = mine;
                mine.forEach(attempt -> all.computeIfAbsent(attempt.queue(), none -> new ArrayList<>())
                        .add(attempt));
            }

            @Override
            public void filtered() {
                end(DeliveryResult.filtered());
            }

            @Override
            public void failed(Failure failure) {
                sendDeadLetter(DeadLetter.ofUndeliverable(received, failure, session.now()));
            }
        });
    }

    /** Whether the event is on its way to the dead letter target. */
    boolean isDeadLetter() {
        return deadLetter.isPresent();
    }

    /** Carries out an operator's order about this event. Does nothing if it is too late, or makes no sense where the event is. */
    OrderEffect carryOut(EventOrder given) {
        if (follows(given)) {
            return OrderEffect.TAKEN; // as the replicas read it again
        }
        if (!isOpen()) {
            return OrderEffect.ENDED;
        }
        return switch (given.action()) {
            case DEAD_LETTER -> withdraw(given);
            case CUT, DISCARD -> decide(given);
        };
    }

    /** Whether this order has taken effect already, here or while the event was in the steps. */
    boolean follows(EventOrder given) {
        return order.filter(given::equals).isPresent()
                || given.action() == EventOrder.Action.DEAD_LETTER
                        && deadLetter
                                .filter(letter -> letter.failure().reason() == DeadLetterReason.OPERATOR)
                                .isPresent();
    }

    /**
     * Gives up the targets that do not hold the event. A target that has not answered yet is given up when it answers, unless it
     * confirms. Does nothing if the event is on its way to the dead letter target.
     */
    private OrderEffect withdraw(EventOrder given) {
        if (isDeadLetter()) {
            return OrderEffect.DEAD_LETTER_ALREADY;
        }
        order = Optional.of(given);
        attempts.forEach(attempt -> attempt.queue().withdraw(attempt));
        return OrderEffect.TAKEN;
    }

    /** Decides about a dead letter that is parked: it is sent again at once, and cut if it is still too large; or given up. */
    private OrderEffect decide(EventOrder given) {
        Optional<DeliveryAttempt> parked = deadLetterAttempt.filter(DeliveryAttempt::isParked);
        parked.ifPresent(letter -> {
            order = Optional.of(given);
            letter.queue().decide(letter);
        });
        return parked.isPresent() ? OrderEffect.TAKEN : OrderEffect.NOT_PARKED;
    }

    private boolean isOrdered(EventOrder.Action action) {
        return order.filter(given -> given.action() == action).isPresent();
    }

    /** Whether an operator has decided about the parked dead letter. */
    boolean isDecided() {
        return isOrdered(EventOrder.Action.CUT) || isDiscarded();
    }

    /** Whether an operator has ordered that the parked dead letter be given up. */
    boolean isDiscarded() {
        return isOrdered(EventOrder.Action.DISCARD);
    }

    /** Whether no more attempts are made, since an operator has ordered that the event becomes a dead letter. */
    boolean isWithdrawn() {
        return order.isPresent() && !isDeadLetter();
    }

    boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /** Whether the event has ended, and an order about it is noted as carried out. */
    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    Optional<EventOrder> order() {
        return order;
    }

    /** One for each target that the event is sent to. */
    List<DeliveryAttempt> attempts() {
        return attempts;
    }

    Optional<DeadLetter> deadLetter() {
        return deadLetter;
    }

    Optional<DeliveryAttempt> deadLetterAttempt() {
        return deadLetterAttempt;
    }

    /** A target, or the dead letter target, holds the event. */
    void confirmed(DeliveryAttempt attempt) {
        attempt.end(EventStatus.Where.DELIVERED);
        if (deadLetter.isPresent()) {
            end(DeliveryResult.deadLettered(deadLetter.get().failure()));
            return;
        }
        if (attempt.reply.isPresent() && reply.isEmpty()) {
            reply = attempt.reply;
        }
        targetDone();
    }

    /** A target will never get the event. */
    void givenUp(DeliveryAttempt attempt, DeadLetterReason reason) {
        if (isDeadLetter()) {
            throw new IllegalStateException("a dead letter is never given up");
        }
        attempt.end(EventStatus.Where.GIVEN_UP);
        givenUp.add(attempt, reason);
        targetDone();
    }

    private void targetDone() {
        if (targetsLeft.decrementAndGet() > 0) {
            return;
        }
        Optional<DeadLetter> letter = givenUp.letter(attempts, order, session.now());
        if (letter.isPresent()) {
            sendDeadLetter(letter.get());
        } else {
            end(DeliveryResult.delivered(reply));
        }
    }

    private void sendDeadLetter(DeadLetter letter) {
        deadLetter = Optional.of(letter);
        DeliveryAttempt attempt = session.attempt(this, letter);
        deadLetterAttempt = Optional.of(attempt);
        attempt.queue().add(List.of(attempt));
    }

    /** The dead letter, cut so often. Empty where neither the route nor an operator wants that; other events are never cut. */
    Optional<OutboundMessage> truncated(int truncations) {
        return deadLetter
                .filter(letter -> session.cutsDeadLetters() || isOrdered(EventOrder.Action.CUT))
                .flatMap(letter -> session.truncated(letter, truncations));
    }

    /** An operator has given up the dead letter. */
    void discarded(DeliveryAttempt attempt) {
        attempt.end(EventStatus.Where.GIVEN_UP);
        end(DeliveryResult.discarded(deadLetter.orElseThrow().failure()));
    }

    /** The source has lost the event and gives it again: it is not delivered from here any more. */
    void revoked() {
        if (giveBack()) {
            session.metrics().finished(Outcome.RETURNED, System.nanoTime() - received.receivedNanos());
            batch.oneHasEnded(isParked);
        }
    }

    /** The dead letter target refuses the event alone. Called once, by the queue that also ends the event. */
    void parked() {
        isParked = true;
        received.parked();
        batch.oneHasParked();
    }

    /** Counted and acknowledged, unless it was returned before. */
    private void end(DeliveryResult result) {
        if (state.compareAndSet(State.OPEN, State.ENDING)) {
            try {
                session.count(this, result);
            } finally {
                acknowledge(result);
            }
        }
    }

    /** Until {@code batch} is told, the event is found by those who look for it: an order about it is never taken for lost. */
    private void acknowledge(DeliveryResult result) {
        try {
            received.ended(result);
        } finally {
            try {
                session.ended(this, result);
            } finally {
                state.set(State.ENDED);
                batch.oneHasEnded(isParked);
            }
        }
    }

    /** The route stops: the event stays with its source. False where it has ended already. */
    boolean giveBack() {
        boolean mine = state.compareAndSet(State.OPEN, State.ENDED);
        if (mine) {
            received.returned();
        }
        return mine;
    }
}
