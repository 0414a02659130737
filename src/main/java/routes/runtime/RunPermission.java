package routes.runtime;

import java.util.Optional;
import routes.control.Halt;

/**
 * Which version of a route may receive events, given the orders of operators: only the newest version may start or resume, and a
 * version that was halted gives way to a newer one at once. Not thread-safe: modified by one thread at a time; may be read by any
 * thread.
 */
final class RunPermission {

    private final String route;
    private final RouteHalts halts;
    /** Whether a halt has been in effect since the running version started or resumed, even if it was not carried out yet. */
    private volatile boolean wasHalted;

    RunPermission(String route, RouteHalts halts) {
        this.route = route;
        this.halts = halts;
    }

    /** The halt because of which the newest version receives no events now, if any. */
    Optional<Halt> halt(Optional<RouteSupervisor> newest) {
        return newest.map(this::halt).orElseGet(() -> halts.halt(route));
    }

    private Optional<Halt> halt(RouteSupervisor version) {
        return halts.halt(route, version.revision());
    }

    /** Whether this version is to be replaced at once, even if its replacement is not ready. */
    boolean mustGiveWay(RouteSupervisor running) {
        return wasHalted || !running.isRunning() || halt(running).isPresent();
    }

    /** Notes at once that a halt is in effect, before it is carried out. */
    void noteHalt(Optional<RouteSupervisor> newest) {
        if (halt(newest).isPresent()) {
            wasHalted = true;
        }
    }

    /** The running version is the newest one now, and continues unless it is halted. */
    void renew(Optional<RouteSupervisor> newest) {
        wasHalted = false;
        noteHalt(newest);
    }

    /**
     * Notes that this version takes the place of the newest one: orders name revisions. If the text is the same, because only a
     * file or a connection that the route uses has changed, it counts as loaded when it was loaded first.
     */
    void loading(Optional<RouteSupervisor> newest, RouteSupervisor version, LoadedRevision revision) {
        Optional<LoadedRevision> before =
                halts.isOrdered(route) ? newest.map(RouteSupervisor::revision) : Optional.empty();
        Optional<LoadedRevision> same = before.filter(known -> known.id().equals(revision.id()));
        version.revision(same.orElse(revision));
    }
}
