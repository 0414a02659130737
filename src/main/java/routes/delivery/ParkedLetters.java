package routes.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.RouteMetrics;
import routes.event.SendError;

/**
 * The dead letters that their target refuses alone, while it takes others: too large, say, or with a routing key for which
 * there is no queue. Each is tried again on its own now and then. Not thread-safe, except {@link #all}.
 */
final class ParkedLetters {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedLetters.class);

    private final String route;
    private final String target;
    private final RouteMetrics metrics;
    private final Set<DeliveryAttempt> parked = ConcurrentHashMap.newKeySet();

    /** Counts the batches that were sent, to tell what was refused before something else was sent. */
    private long batches;

    ParkedLetters(String route, String target, RouteMetrics metrics) {
        this.route = route;
        this.target = target;
        this.metrics = metrics;
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

    /** Only the first one is logged as a warning: its cause may be that of many more, which the status counts. */
    void park(DeliveryAttempt attempt, SendError error) {
        attempt.refusedIn = batches;
        attempt.park();
        boolean isFirst = parked.isEmpty();
        if (parked.add(attempt)) {
            attempt.delivery.received().parked();
            metrics.parked(parked.size());
            (isFirst ? LOG.atWarn() : LOG.atDebug())
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("position", attempt.delivery.received().position())
                    .addKeyValue(
                            "bytes", attempt.delivery.received().event().body().length())
                    .addKeyValue("problem", error.detail())
                    .log(
                            "Dead letter parked: its target refuses it, and it is tried again now and then; other events go on");
        }
    }

    /**
     * The letter is not parked any more.
     *
     * @param isHeld whether the target holds it
     * @return the letters to try again at once, if the target holds it: those that were refused before this one was sent, since
     *     what made the target accept it may have been mended for them too
     */
    List<DeliveryAttempt> ended(DeliveryAttempt attempt, boolean isHeld) {
        if (!attempt.isParked() || !parked.remove(attempt)) {
            return List.of();
        }
        metrics.parked(parked.size());
        if (!isHeld) {
            return List.of();
        }
        LOG.atInfo()
                .addKeyValue("route", route)
                .addKeyValue("target", target)
                .addKeyValue("position", attempt.delivery.received().position())
                .log("The target holds a dead letter that was parked");
        return parked.stream().filter(other -> other.refusedIn < attempt.sentIn).toList();
    }

    /** The letters stay with their source. */
    void stop() {
        if (!parked.isEmpty()) {
            metrics.parked(0);
        }
    }
}
