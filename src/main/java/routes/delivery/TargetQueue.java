package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final int window;
    private final RouteMetrics metrics;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final SerialTask task;

    private final Queue<DeliveryAttempt> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<DeliveryAttempt> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> alarms = new ConcurrentLinkedQueue<>();

    private final Map<Object, KeyLane> lanes = new HashMap<>();
    private final Deque<DeliveryAttempt> ready = new ArrayDeque<>();
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final TargetAvailability availability;
    private long sequence;
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
        this.window = window;
        this.metrics = context.metrics();
        this.timer = context.timer();
        this.clock = context.clock();
        this.availability = new TargetAvailability(route, target, breaker, metrics);
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
    }

    /** Does all work that does not block. Returns whether there is something to send now. */
    private boolean prepare() {
        forAll(alarms, Runnable::run);
        forAll(answers, this::settle);
        forAll(arrivals, this::admit);
        return !stopped && breaker.allowsSending() && !ready.isEmpty();
    }

    private <T> void forAll(Queue<T> queue, Consumer<T> work) {
        for (T next = stopped ? null : queue.poll(); next != null; next = stopped ? null : queue.poll()) {
            work.accept(next);
        }
    }

    private void admit(DeliveryAttempt attempt) {
        attempt.sequence = sequence++;
        KeyLane lane = lanes.computeIfAbsent(laneOf(attempt), key -> new KeyLane(window));
        attempt.lane = lane;
        lane.join(attempt);
        advance(attempt, lane);
    }

    /** The key of the attempt's lane. An event without a key has its own lane. */
    private static Object laneOf(DeliveryAttempt attempt) {
        return attempt.key.isPresent() ? attempt.key : attempt;
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
                advance(attempt, attempt.lane);
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
        confirmations = confirmations + 1;
        try {
            availability.confirmed();
            release(wasProbe);
        } finally {
            attempt.delivery.confirmed(attempt);
        }
    }

    private void failed(DeliveryAttempt attempt, SendError error, boolean wasProbe) {
        KeyLane lane = attempt.lane;
        attempt.failed(error, clock.instant());
        if (!error.kind().isAnswer()) {
            lane.failed(attempt, Duration.ZERO);
            breaker.probeAgain(wasProbe);
            return;
        }
        if (error.kind() != SendError.Kind.PERMANENT) {
            attempt.makeWhole();
        } else if (attempt.truncate()) {
            lane.failed(attempt, Duration.ZERO);
            breaker.probeAgain(wasProbe);
            return;
        }
        RetryPolicy.Consequence next = policy.consequence(error, attempt.refusals);
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

    private void countRetry(RetryPolicy.Consequence next) {
        if (!next.hold()) {
            metrics.retried(target);
        }
    }

    private void advance(DeliveryAttempt attempt, KeyLane lane) {
        Duration pause = lane.regroup();
        if (!pause.isZero()) {
            after(pause, () -> {
                lane.rested();
                drain(attempt, lane);
            });
        } else {
            drain(attempt, lane);
        }
    }

    private void drain(DeliveryAttempt attempt, KeyLane lane) {
        for (DeliveryAttempt next = lane.next(); next != null; next = lane.next()) {
            ready.add(next);
        }
        if (lane.isEmpty()) {
            lanes.remove(laneOf(attempt), lane);
        }
    }

    /** Sends one batch. Its answers are handled before the next batch, which may contain later events of the same keys. */
    private void send() {
        List<DeliveryAttempt> attempts = next(breaker.permits(MAX_BATCH));
        if (attempts.isEmpty()) {
            return;
        }
        breaker.sending(attempts.get(0));
        attempts.forEach(DeliveryAttempt::sent);
        sender.accept(List.copyOf(attempts));
    }

    /** Takes the next events to send. An event is put back if an earlier event of its key has failed, to keep their order. */
    private List<DeliveryAttempt> next(int most) {
        List<DeliveryAttempt> attempts = new ArrayList<>(Math.min(most, ready.size()));
        while (attempts.size() < most && !ready.isEmpty()) {
            if (ready.peek().goesAlone && !attempts.isEmpty()) {
                break;
            }
            DeliveryAttempt attempt = ready.poll();
            KeyLane lane = attempt.lane;
            if (lane.isDisturbed()) {
                lane.failed(attempt, Duration.ZERO);
                advance(attempt, lane);
                continue;
            }
            attempts.add(attempt);
            if (attempt.goesAlone) {
                break;
            }
        }
        return attempts;
    }

    private void hold(SendError error, boolean wasProbe) {
        breaker.trip(error.detail(), wasProbe)
                .ifPresent(openings -> after(policy.pause(error, openings), breaker::pauseIsOver));
        availability.changed();
    }

    private void release(boolean wasProbe) {
        if (breaker.close(wasProbe)) {
            availability.changed();
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
