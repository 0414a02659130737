package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.event.PendingSend;
import routes.event.Readiness;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.model.DeadLetterReason;
import routes.support.SerialTask;
import routes.support.StructuredLogger;

/**
 * The queue of deliveries for one target. It keeps the order of the events of each key and retries after an error. During an
 * outage of the target, delivery is suspended and one message at a time is sent as a probe until the target has recovered.
 *
 * <p>{@link #add} and {@link #answered} may be called from any thread and do not block. All other work is done by a {@link
 * SerialTask}: answers are handled on the thread that delivers them, as long as nothing is being sent. Sending may block and
 * runs on a separate thread. Thread-safe.
 */
final class TargetQueue {

    private static final Logger LOG = StructuredLogger.of(TargetQueue.class);
    private static final int MAX_BATCH = 500;

    private final String target;
    private final Consumer<List<PendingSend>> sender;
    private final RetryPolicy policy;
    private final RouteMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final SerialTask task;

    private final Queue<DeliveryAttempt> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<DeliveryAttempt> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> alarms = new ConcurrentLinkedQueue<>();

    private final Queue<DeliveryAttempt> withdrawals = new ConcurrentLinkedQueue<>();

    private final KeyLanes lanes;
    private final TargetAvailability availability;
    private final CircuitBreaker breaker;
    private final ParkedLetters parked;
    private volatile long confirmations;
    private volatile boolean stopped;

    /**
     * @param target the label of the target in logs and metrics: {@code kafka:orders}
     * @param sender passes messages to the client of the target and may block for seconds; called by one thread at a time
     * @param window how many events of one key may be in flight at once
     */
    TargetQueue(
            String route,
            String target,
            Consumer<List<PendingSend>> sender,
            RetryPolicy policy,
            int window,
            DeliveryContext context) {
        this.target = target;
        this.sender = sender;
        this.policy = policy;
        this.lanes = new KeyLanes(window, this::after);
        this.metrics = context.metrics();
        this.parked = new ParkedLetters(route, target, metrics, lanes);
        this.availability = new TargetAvailability(route, target, policy, metrics, this::after);
        this.breaker = availability.breaker();
        this.timer = context.timer();
        this.clock = context.clock();
        this.task = new SerialTask(context.threads(), timer, this::prepare, this::send);
    }

    String target() {
        return target;
    }

    void add(List<DeliveryAttempt> attempts) {
        arrivals.addAll(attempts);
        task.run();
    }

    void answered(DeliveryAttempt attempt) {
        answers.add(attempt);
        task.run();
    }

    /** Gives up an event that is not on its way. To be called after the event was added. */
    void withdraw(DeliveryAttempt attempt) {
        withdrawals.add(attempt);
        task.run();
    }

    /** An operator has decided about a parked event. One that is on its way is looked at again when its answer comes. */
    void decide(DeliveryAttempt attempt) {
        ring(() -> parked.tryAgain(List.of(attempt)));
    }

    /** The messages that the target refuses alone. Thread-safe. */
    Collection<DeliveryAttempt> parked() {
        return parked.all();
    }

    /** Why the target is not available; empty if it is. Thread-safe. */
    Optional<String> outage() {
        return availability.problem();
    }

    /** The target's system was asked whether it answers. Thread-safe. */
    void looked(Readiness readiness) {
        availability.looked(readiness);
    }

    /** How many events the target has confirmed. Thread-safe. */
    long confirmations() {
        return confirmations;
    }

    /** Stops the queue: nothing more is sent and answers are ignored. Unfinished events stay with their source. */
    void stop() {
        stopped = true;
        availability.stop();
        parked.stop();
    }

    /** Does all work that does not block. Returns whether there is something to send now. */
    private boolean prepare() {
        forAll(alarms, Runnable::run);
        forAll(answers, this::settle);
        forAll(arrivals, this::admit);
        forAll(withdrawals, this::giveUpUnsent);
        return !stopped && breaker.allowsSending() && lanes.hasReady();
    }

    private <T> void forAll(Queue<T> queue, Consumer<T> work) {
        for (T next = stopped ? null : queue.poll(); next != null; next = stopped ? null : queue.poll()) {
            work.accept(next);
        }
    }

    private void admit(DeliveryAttempt attempt) {
        lanes.admit(attempt);
        if (attempt.delivery.isWithdrawn()) {
            giveUpUnsent(attempt);
        }
    }

    /** An event that is on its way is given up when its answer comes, unless that is a confirmation. */
    private void giveUpUnsent(DeliveryAttempt attempt) {
        if (attempt.lane != null && lanes.withdraw(attempt)) {
            try {
                attempt.delivery.givenUp(attempt, DeadLetterReason.OPERATOR);
            } finally {
                lanes.advance(attempt);
            }
        }
    }

    private void settle(DeliveryAttempt attempt) {
        boolean wasProbe = breaker.answered(attempt);
        try {
            count(attempt);
        } finally {
            try {
                attempt.error.ifPresentOrElse(
                        error -> failed(attempt, error, wasProbe), () -> confirmed(attempt, wasProbe));
            } finally {
                lanes.advance(attempt);
            }
        }
        if (attempt.delivery.isDiscarded()) {
            parked.tryAgain(List.of(attempt));
        }
    }

    private void count(DeliveryAttempt attempt) {
        if (attempt.error.isEmpty()) {
            metrics.confirmed(target);
        } else if (attempt.error.get().kind().isAnswer()) {
            metrics.refused(target, attempt.error.get().kind());
        }
    }

    private void confirmed(DeliveryAttempt attempt, boolean wasProbe) {
        attempt.lane.done();
        confirmations = confirmations + 1;
        List<DeliveryAttempt> again = parked.confirmed(attempt, wasProbe);
        try {
            availability.release(wasProbe);
        } finally {
            try {
                attempt.delivery.confirmed(attempt);
            } finally {
                parked.tryAgain(again);
            }
        }
    }

    private void failed(DeliveryAttempt attempt, SendError error, boolean wasProbe) {
        KeyLane lane = attempt.lane;
        attempt.failed(error, clock.instant());
        if (!error.kind().isAnswer()) {
            notTried(attempt, wasProbe);
            return;
        }
        if (error.isTooLarge() && attempt.truncate()) {
            lane.failed(attempt, Duration.ZERO);
            breaker.probeAgain(wasProbe);
            return;
        }
        attempt.makeWhole();
        RetryPolicy.Others others = parked.others(attempt, breaker.state() != CircuitBreaker.State.CLOSED);
        RetryPolicy.Consequence decided = policy.consequence(error, attempt.refusals, others);
        RetryPolicy.Consequence next = attempt.delivery.isWithdrawn() ? decided.withdrawn() : decided;
        attempt.retriesAfter(next.pause(), clock.instant());
        next.givenUp().ifPresentOrElse(reason -> lane.done(), () -> lane.failed(attempt, next.pause()));
        if (next.parks()) {
            parked.park(attempt, error);
            parked.tryAgain(parked.revoked()); // this may be one of them, come again
        }
        try {
            if (next.hold()) {
                availability.hold(error, wasProbe);
            } else {
                availability.release(wasProbe);
            }
        } finally {
            next.givenUp().ifPresentOrElse(reason -> attempt.delivery.givenUp(attempt, reason), () -> countRetry(next));
        }
    }

    private void notTried(DeliveryAttempt attempt, boolean wasProbe) {
        breaker.probeAgain(wasProbe);
        if (attempt.delivery.isWithdrawn()) {
            attempt.lane.done();
            attempt.delivery.givenUp(attempt, DeadLetterReason.OPERATOR);
        } else {
            attempt.lane.failed(attempt, Duration.ZERO);
        }
    }

    private void countRetry(RetryPolicy.Consequence next) {
        if (!next.hold()) {
            metrics.retried(target);
        }
    }

    /** Sends one batch. Its answers are handled before the next batch, which may contain later events of the same keys. */
    private void send() {
        List<DeliveryAttempt> attempts = parked.wanted(lanes.next(breaker.permits(MAX_BATCH)));
        if (attempts.isEmpty()) {
            return;
        }
        parked.sending(attempts);
        breaker.sending(attempts.get(0));
        attempts.forEach(DeliveryAttempt::sent);
        sender.accept(List.copyOf(attempts));
    }

    private void after(Duration pause, Runnable alarm) {
        try {
            timer.schedule(() -> ring(alarm), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub is stopping: unsent events stay with their source");
        }
    }

    private void ring(Runnable alarm) {
        alarms.add(alarm);
        task.run();
    }
}
