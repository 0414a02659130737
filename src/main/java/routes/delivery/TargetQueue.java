package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.slf4j.LoggerFactory;
import routes.event.PendingSend;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.support.SerialTask;

/**
 * What waits for one target: keeps the order of each key, tries again after a refusal, and holds everything while the
 * target is out, when one event at a time is sent to see whether it is back.
 *
 * <p>{@link #add} and {@link #answered} may be called from any thread and do not block; all else happens in turns. Answers
 * are settled by whoever brings them, as long as nothing is being sent; sending, which may block, has a thread of its own.
 */
final class TargetQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);
    private static final int MOST_AT_ONCE = 500;

    private final String route;
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
    private long sequence;
    private int holdTries;
    private boolean probeIsDue;
    private Optional<DeliveryAttempt> probe = Optional.empty();
    private volatile Optional<String> outage = Optional.empty();
    private volatile boolean stopped;

    /**
     * @param sender hands attempts to the target's client and may block for seconds; called by one thread at a time
     * @param window how many events of one key may be on their way at once
     */
    TargetQueue(
            String route,
            String target,
            Consumer<List<PendingSend>> sender,
            RetryPolicy policy,
            int window,
            DeliveryContext with) {
        this.route = route;
        this.target = target;
        this.sender = sender;
        this.policy = policy;
        this.window = window;
        this.metrics = with.metrics();
        this.timer = with.timer();
        this.clock = with.clock();
        this.task = new SerialTask(with.threads(), timer, this::sort, this::send);
    }

    void add(List<DeliveryAttempt> attempts) {
        arrivals.addAll(attempts);
        task.run();
    }

    void answered(DeliveryAttempt attempt) {
        answers.add(attempt);
        task.run();
    }

    /** Why the target is held, if it is. Thread-safe. */
    Optional<String> outage() {
        return outage;
    }

    /** Nothing is sent any more and answers no longer count: what is not finished stays with its source. */
    synchronized void stop() {
        stopped = true;
        if (outage.isPresent()) {
            metrics.held(target, false);
        }
    }

    /** Not after the stop, which has said the last word: the next shift has a queue of its own that says the same name. */
    private synchronized void tell(boolean held) {
        if (!stopped) {
            metrics.held(target, held);
        }
    }

    /** Whether there is something to send now. */
    private boolean sort() {
        all(alarms, Runnable::run);
        all(answers, this::settle);
        all(arrivals, this::admit);
        boolean mayGo = outage.isEmpty() || probeIsDue && probe.isEmpty();
        return !stopped && mayGo && !ready.isEmpty();
    }

    private <T> void all(Queue<T> queue, Consumer<T> work) {
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

    /** An event without a key has a lane of its own. */
    private static Object laneOf(DeliveryAttempt attempt) {
        return attempt.key.isPresent() ? attempt.key : attempt;
    }

    private void settle(DeliveryAttempt attempt) {
        boolean wasProbe = probe.filter(sent -> sent == attempt).isPresent();
        if (wasProbe) {
            probe = Optional.empty();
        }
        KeyLane lane = attempt.lane;
        try {
            attempt.answer.ifPresentOrElse(
                    error -> metrics.refused(target, error.kind()), () -> metrics.confirmed(target));
        } finally {
            try {
                attempt.answer.ifPresentOrElse(
                        error -> refuse(attempt, lane, error, wasProbe), () -> confirm(attempt, lane, wasProbe));
            } finally {
                advance(attempt, lane);
            }
        }
    }

    private void confirm(DeliveryAttempt attempt, KeyLane lane, boolean wasProbe) {
        lane.done();
        try {
            release(wasProbe);
        } finally {
            attempt.listener.delivered();
        }
    }

    private void refuse(DeliveryAttempt attempt, KeyLane lane, SendError error, boolean wasProbe) {
        attempt.lastFailure = clock.instant();
        if (attempt.firstFailure.equals(Instant.EPOCH)) {
            attempt.firstFailure = attempt.lastFailure;
        }
        attempt.refusals += error.kind() == SendError.Kind.OUTAGE ? 0 : 1;
        if (error.kind() != SendError.Kind.PERMANENT) {
            attempt.makeWhole();
        } else if (attempt.cut()) {
            lane.failed(attempt, Duration.ZERO);
            probeIsDue |= wasProbe;
            return;
        }
        RetryPolicy.Consequence next = policy.consequence(error, attempt.refusals);
        next.givenUp().ifPresentOrElse(reason -> lane.done(), () -> lane.failed(attempt, next.pause()));
        try {
            if (next.hold()) {
                hold(error.detail(), wasProbe);
            } else {
                release(wasProbe);
            }
        } finally {
            next.givenUp().ifPresentOrElse(reason -> attempt.listener.givenUp(attempt, reason), () -> again(next));
        }
    }

    private void again(RetryPolicy.Consequence next) {
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

    /** Once a turn: the answers to one consignment are looked at before the next, which may hold later events of its keys. */
    private void send() {
        boolean held = outage.isPresent();
        List<DeliveryAttempt> attempts = next(held ? 1 : MOST_AT_ONCE);
        if (attempts.isEmpty()) {
            return;
        }
        if (held) {
            probe = Optional.of(attempts.get(0));
            probeIsDue = false;
        }
        attempts.forEach(DeliveryAttempt::sent);
        sender.accept(List.copyOf(attempts));
    }

    /** What got ready before an earlier event of its key failed goes back: it would arrive first. */
    private List<DeliveryAttempt> next(int most) {
        List<DeliveryAttempt> attempts = new ArrayList<>(Math.min(most, ready.size()));
        while (attempts.size() < most && !ready.isEmpty()) {
            DeliveryAttempt attempt = ready.poll();
            KeyLane lane = attempt.lane;
            if (lane.isDisturbed()) {
                lane.failed(attempt, Duration.ZERO);
                advance(attempt, lane);
            } else {
                attempts.add(attempt);
            }
        }
        return attempts;
    }

    private void hold(String detail, boolean wasProbe) {
        boolean begins = outage.isEmpty();
        outage = Optional.of(detail);
        if (begins) {
            holdTries = 0;
        }
        if (begins || wasProbe) {
            holdTries++;
            after(policy.holdPause(holdTries), () -> probeIsDue = true);
        }
        if (begins) {
            tell(true);
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("detail", detail)
                    .log("Target is out: its events wait, nothing is lost");
        }
    }

    private void release(boolean wasProbe) {
        if (wasProbe && outage.isPresent()) {
            outage = Optional.empty();
            tell(false);
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .log("Target is back");
        }
    }

    private void after(Duration pause, Runnable alarm) {
        try {
            timer.schedule(() -> ring(alarm), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub stops: what waits to be sent again stays with its source");
        }
    }

    private void ring(Runnable alarm) {
        alarms.add(alarm);
        task.run();
    }
}
