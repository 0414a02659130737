package routes.runtime;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where one version of a route is in its life, and where it may go from there. What operators see (up, held, waiting, paused,
 * stopped) is derived from it, see {@link RouteCondition}. Changed by one thread at a time; may be read by any.
 */
final class RouteLifecycle {

    /** From the first check of its endpoints to its retirement. */
    enum Phase {
        /** Asks its source and targets whether they are ready, and starts once all of them are. */
        WAITING,
        /** Replaces the version before it, and is being started by Camel. */
        STARTING,
        /** Receives events. */
        RUNNING,
        /** Receives no new events, but keeps its place at the source. */
        PAUSED,
        /** Finishes what is in flight. After a stop that failed it can be stopped again, or go on. */
        STOPPING,
        /** Has left its source, or was never started, and asks nothing. */
        STOPPED,
        /** Is no Camel route any more, and never will be again. */
        RETIRED
    }

    private static final Map<Phase, Set<Phase>> NEXT = new EnumMap<>(Map.of(
            Phase.WAITING, EnumSet.of(Phase.STARTING, Phase.STOPPED, Phase.STOPPING),
            Phase.STARTING, EnumSet.of(Phase.RUNNING, Phase.WAITING),
            Phase.RUNNING, EnumSet.of(Phase.PAUSED, Phase.STOPPING),
            Phase.PAUSED, EnumSet.of(Phase.RUNNING, Phase.STOPPING),
            Phase.STOPPING, EnumSet.of(Phase.STOPPING, Phase.STOPPED, Phase.RUNNING, Phase.PAUSED, Phase.RETIRED),
            Phase.STOPPED, EnumSet.of(Phase.WAITING, Phase.STARTING, Phase.STOPPING),
            Phase.RETIRED, EnumSet.noneOf(Phase.class)));

    private volatile Phase phase = Phase.STOPPED;

    Phase phase() {
        return phase;
    }

    /** @throws IllegalStateException where it cannot go there from where it is */
    void become(Phase next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("a route that is " + phase + " cannot become " + next);
        }
        phase = next;
    }

    boolean mayBecome(Phase next) {
        return NEXT.get(phase).contains(next);
    }

    boolean is(Phase asked) {
        return phase == asked;
    }

    /** Whether Camel has started the route, and has not stopped it since. */
    boolean isStarted() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED || phase == Phase.STOPPING;
    }
}
