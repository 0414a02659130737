package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;












import java.util.Set;

/** How many events may come twice, as README promises it. */
final class Repeats {

    private static final int KAFKA_TIMES = 10;
    private static final int KAFKA_POLL = 500;
    private static final Set<Harbour> EXACT_WHEN_STOPPED = Set.of(Harbour.KAFKA, Harbour.RABBITMQ);

    private Repeats() {}

    static int afterACrash(Harbour source, int inFlight) {
        return source == Harbour.KAFKA ? KAFKA_TIMES * inFlight + KAFKA_POLL : inFlight;
    }

    static int afterAStop(Direction direction, int inFlight) {
        boolean exact = EXACT_WHEN_STOPPED.contains(direction.from()) && EXACT_WHEN_STOPPED.contains(direction.to());
        return exact ? 0 : inFlight;
    }
}
