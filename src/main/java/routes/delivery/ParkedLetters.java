package routes.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.support.StructuredLogger;

/**
 * The dead letters that their target refuses alone, while it takes others: too large, say, or with a routing key for which
 * there is no queue. Each is tried again on its own now and then. Not thread-safe, except {@link #all}.
 */
final class ParkedLetters {

    private static final Logger LOG = StructuredLogger.of(ParkedLetters.class);

    /** When the target has refused so many letters in a row, it counts as one that refuses everything. */
    private static final int MANY = 10;

    private final String route;
    private final String target;
    private final RouteMetrics metrics;
    private final KeyLanes lanes;
    private final Set<DeliveryAttempt> parked = ConcurrentHashMap.newKeySet();

    /** Counts the batches that were sent, to tell what was refused before something else was sent. */
    private long batches;

    private long confirmations;

    /** Letters that were parked since the last confirmation. */
    private int inARow;

    ParkedLetters(String route, String target, RouteMetrics metrics, KeyLanes lanes) {
        this.route = route;
        this.target = target;
        this.metrics = metrics;
        this.lanes = lanes;
    }

    /** Those parked now. Thread-safe. */
    Collection<DeliveryAttempt> all() {
        return parked;
    }

    /** Called before these are sent together. */
    void sending(List<DeliveryAttempt> attempts) {
        batches++;
        attempts.forEach(attempt -> attempt.sentIn = batches);
    }

    /** Whether the target takes other letters than this one, which it refuses. */
    RetryPolicy.Others others(DeliveryAttempt attempt, boolean isSuspended) {
        attempt.confirmedBefore = attempt.confirmedBefore.or(() -> Optional.of(confirmations));
        if (confirmations > attempt.confirmedBefore.get()) {
            return RetryPolicy.Others.TAKEN;
        }
        return confirmations > 0 && inARow < MANY && !isSuspended
                ? RetryPolicy.Others.TAKEN_BEFORE
                : RetryPolicy.Others.UNKNOWN;
    }

    /** Only the first one is logged as a warning: its cause may be that of many more, which the status counts. */
    void park(DeliveryAttempt attempt, SendError error) {
        attempt.refusedIn = batches;
        attempt.park();
        boolean isFirst = parked.isEmpty();
        if (parked.add(attempt)) {
            inARow++;
            attempt.delivery.parked();
            metrics.parked(parked.size());
            (isFirst ? LOG.atWarn() : LOG.atDebug())
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("position", attempt.delivery.received().position())
                    .addKeyValue("traceId", attempt.delivery.received().traceId())
                    .addKeyValue(
                            "bytes", attempt.delivery.received().event().body().length())
                    .addKeyValue("problem", error.detail())
                    .log(
                            "Dead letter parked: its target refuses it, and it is tried again now and then; other events go on");
        }
    }

    /** Those that their source has lost, and gives again. */
    List<DeliveryAttempt> revoked() {
        return parked.stream().filter(DeliveryAttempt::isRevoked).toList();
    }

    /** The letter is not parked any more. Returns whether it was. */
    boolean remove(DeliveryAttempt attempt) {
        boolean wasParked = attempt.isParked() && parked.remove(attempt);
        if (wasParked) {
            metrics.parked(parked.size());
        }
        return wasParked;
    }

    /**
     * The target holds a letter.
     *
     * @param endsAnOutage whether that shows that an outage is over
     * @return the letters to try again at once, if something was mended: those that were refused before this one was sent
     */
    List<DeliveryAttempt> confirmed(DeliveryAttempt attempt, boolean endsAnOutage) {
        confirmations++;
        inARow = 0;
        boolean wasParked = remove(attempt);
        if (wasParked) {
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("position", attempt.delivery.received().position())
                    .addKeyValue("traceId", attempt.delivery.received().traceId())
                    .log("A parked dead letter was accepted by its target");
        }
        return wasParked || endsAnOutage
                ? parked.stream()
                        .filter(other -> other.refusedIn < attempt.sentIn)
                        .toList()
                : List.of();
    }

    /** Ends the pause of parked events, unless an operator has discarded them. Those that are on their way are left alone. */
    void tryAgain(List<DeliveryAttempt> attempts) {
        for (DeliveryAttempt attempt : attempts) {
            if (attempt.lane == null || !lanes.withdraw(attempt)) {
                continue;
            }
            if (attempt.isRevoked() || attempt.delivery.isDiscarded()) {
                giveUp(attempt);
            } else {
                lanes.admit(attempt);
            }
        }
    }

    /** Ends a parked event that is not on its way. One that its source has lost comes again: an order is about that one. */
    private void giveUp(DeliveryAttempt attempt) {
        remove(attempt);
        lanes.advance(attempt);
        if (attempt.isRevoked()) {
            attempt.delivery.revoked();
        } else {
            attempt.delivery.discarded(attempt);
        }
    }

    /** Drops the parked events that their source has lost: they come again, and this copy cannot be acknowledged. */
    List<DeliveryAttempt> wanted(List<DeliveryAttempt> attempts) {
        if (parked.isEmpty()) {
            return attempts;
        }
        List<DeliveryAttempt> revoked =
                attempts.stream().filter(DeliveryAttempt::isRevoked).toList();
        for (DeliveryAttempt attempt : revoked) {
            attempt.lane.done();
            giveUp(attempt);
        }
        return attempts.stream().filter(attempt -> !revoked.contains(attempt)).toList();
    }

    /** The letters stay with their source. */
    void stop() {
        if (!parked.isEmpty()) {
            metrics.parked(0);
        }
    }
}
