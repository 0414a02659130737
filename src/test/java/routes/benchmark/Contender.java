package routes.benchmark;

import java.io.IOException;
import java.util.List;

/** Someone who can carry events along a course, as a process of its own. */
interface Contender {

    String name();

    boolean canRun(Scenario course);

    /** Whether it promises to keep the order of a key: one that does not is not blamed for what it has mixed up. */
    default boolean keepsOrder() {
        return true;
    }

    /** The share of a course's events that is enough for a lap of a contender far slower than the raw loop; else 1. */
    default double share(Scenario course) {
        return 1;
    }

    /** Starts it; it carries from the source's place, or places, to the target's places until it is ended. */
    Process start(Scenario course, String source, List<String> targets) throws IOException;
}
