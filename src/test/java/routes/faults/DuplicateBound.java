package routes.faults;

import java.util.Set;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;

/** How many events may come twice, as the page on connectors promises it. */
final class DuplicateBound {

    private static final int KAFKA_TIMES = 10;
    private static final int KAFKA_POLL = 500;
    private static final Set<BrokerUnderTest> EXACT_WHEN_STOPPED =
            Set.of(BrokerUnderTest.KAFKA, BrokerUnderTest.RABBITMQ);

    private DuplicateBound() {}

    static int afterACrash(BrokerUnderTest source, int inFlight) {
        return source == BrokerUnderTest.KAFKA ? KAFKA_TIMES * inFlight + KAFKA_POLL : inFlight;
    }

    static int afterAStop(Direction direction, int inFlight) {
        boolean exact = EXACT_WHEN_STOPPED.contains(direction.from()) && EXACT_WHEN_STOPPED.contains(direction.to());
        return exact ? 0 : inFlight;
    }
}
