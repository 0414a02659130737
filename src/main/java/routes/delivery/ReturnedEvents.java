package routes.delivery;

import java.util.List;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.event.RouteMetrics;

/** Counts events that were returned to their source because the route stopped. */
public final class ReturnedEvents {

    private ReturnedEvents() {}

    /** Events that will be redelivered stay in flight. All others end as {@link Outcome#RETURNED}. */
    public static void count(List<ReceivedEvent> events, RouteMetrics metrics) {
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
