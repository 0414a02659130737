package routes.delivery;

import java.util.List;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.event.RouteMetrics;

/** Counts events that a stop of the route gave back to their source. */
final class ReturnedEvents {

    private ReturnedEvents() {}

    /** Those that come again stay in flight; for the others this is the end. */
    static void count(List<ReceivedEvent> events, RouteMetrics metrics) {
        int comingAgain = 0;
        for (ReceivedEvent received : events) {
            if (received.comesAgain()) {
                comingAgain++;
            } else {
                metrics.finished(Outcome.RETURNED, System.nanoTime() - received.receivedNanos());
            }
        }
        metrics.abandoned(comingAgain);
    }
}
