package routes.runtime;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The lifecycle of one version of a route: its current phase and the allowed transitions. The state that operators see (up,
 * held, waiting, paused, stopped) is derived from it, see {@link RouteCondition}. Thread-safe.
 */
final class RouteLifecycle {

    /** The phases from the first check of the endpoints to the retirement. */
    enum Phase {
        /** Checks whether the source and targets are ready, and starts once all of them are. */
        WAITING,
        /** Replaces the previous version and is being started by Camel. */
        STARTING,
        /** Receives events. */
        RUNNING,
        /** Receives no new events, but stays connected to its source. */
        PAUSED,
        /** Finishes the events in flight. After a failed stop, the route can be stopped again or continue. */
        STOPPING,
        /** Is disconnected from its source or was never started, and does not check its endpoints. */
        STOPPED,
        /** Is removed from the Camel context. This phase is final. */
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

    /** @throws IllegalStateException if the transition from the current phase is not allowed */
    synchronized void become(Phase next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("a route that is " + phase + " cannot become " + next);
        }
        phase = next;
    }

    /** As {@link #become}, and does nothing if the route is in this phase already. */
    synchronized void enter(Phase next) {
        if (phase != next || mayBecome(next)) {
            become(next);
        }
    }

    /** As {@link #become}, and does nothing if the route is not in the phase {@code from}. */
    synchronized void move(Phase from, Phase next) {
        if (phase == from) {
            become(next);
        }
    }

    boolean mayBecome(Phase next) {
        return NEXT.get(phase).contains(next);
    }

    boolean is(Phase asked) {
        return phase == asked;
    }

    /** Whether Camel has started the route and not stopped it since. */
    boolean isStarted() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED || phase == Phase.STOPPING;
    }
}
