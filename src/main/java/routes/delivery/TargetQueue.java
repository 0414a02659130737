package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.PendingSend;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.model.DeadLetterReason;
import routes.support.SerialTask;

/**
 * The queue of deliveries for one target. It keeps the order of the events of each key and retries after an error. During an
 * outage of the target, delivery is suspended and one message at a time is sent as a probe until the target has recovered.
 *
 * <p>{@link #add} and {@link #answered} may be called from any thread and do not block. All other work is done by a {@link
 * SerialTask}: answers are handled on the thread that delivers them, as long as nothing is being sent. Sending may block and
 * runs on a separate thread. Thread-safe.
 */
final class TargetQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);
    private static final int MAX_BATCH = 500;

    private final String route;
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
    private final CircuitBreaker breaker = new CircuitBreaker();
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
        this.route = route;
        this.target = target;
        this.sender = sender;
        this.policy = policy;
        this.lanes = new KeyLanes(window, this::after);
        this.metrics = context.metrics();
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

    /** Why delivery to the target is suspended, if it is. Thread-safe. */
    Optional<String> outage() {
        return breaker.reason();
    }

    /** Stops the queue: nothing more is sent and answers are ignored. Unfinished events stay with their source. */
    synchronized void stop() {
        stopped = true;
        if (breaker.reason().isPresent()) {
            metrics.held(target, false);
        }
    }

    /** Reports nothing after the stop, since the queue of the next session reports under the same name. */
    private synchronized void reportHeld(boolean held) {
        if (!stopped) {
            metrics.held(target, held);
        }
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
        try {
            release(wasProbe);
        } finally {
            attempt.delivery.confirmed(attempt);
        }
    }

    private void failed(DeliveryAttempt attempt, SendError error, boolean wasProbe) {
        KeyLane lane = attempt.lane;
        attempt.failed(error, clock.instant());
        if (!error.kind().isAnswer()) {
            notTried(attempt, wasProbe);
            return;
        }
        if (error.kind() != SendError.Kind.PERMANENT) {
            attempt.makeWhole();
        } else if (attempt.truncate()) {
            lane.failed(attempt, Duration.ZERO);
            breaker.probeAgain(wasProbe);
            return;
        }
        RetryPolicy.Consequence decided = policy.consequence(error, attempt.refusals);
        RetryPolicy.Consequence next = attempt.delivery.isWithdrawn() ? decided.withdrawn() : decided;
        attempt.retriesAfter(next.pause(), clock.instant());
        next.givenUp().ifPresentOrElse(reason -> lane.done(), () -> lane.failed(attempt, next.pause()));
        try {
            if (next.hold()) {
                hold(error, wasProbe);
            } else {
                release(wasProbe);
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
        List<DeliveryAttempt> attempts = lanes.next(breaker.permits(MAX_BATCH));
        if (attempts.isEmpty()) {
            return;
        }
        breaker.sending(attempts.get(0));
        attempts.forEach(DeliveryAttempt::sent);
        sender.accept(List.copyOf(attempts));
    }

    private void hold(SendError error, boolean wasProbe) {
        boolean begins = breaker.state() == CircuitBreaker.State.CLOSED;
        breaker.trip(error.detail(), wasProbe)
                .ifPresent(openings -> after(policy.pause(error, openings), breaker::pauseIsOver));
        if (begins) {
            reportHeld(true);
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("problem", error.detail())
                    .log("Target unavailable: delivery suspended, probing until it recovers");
        }
    }

    private void release(boolean wasProbe) {
        if (breaker.close(wasProbe)) {
            reportHeld(false);
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .log("Target available again: delivery resumed");
        }
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
