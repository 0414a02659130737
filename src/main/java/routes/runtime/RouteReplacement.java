package routes.runtime;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The replacement of one version of a route by another.
 *
 * @param threads starts the new version
 * @param predecessor supplies the running version, which is retired just before it is replaced
 * @param whenDone called after the replacement
 */
record RouteReplacement(Executor threads, Supplier<Optional<RouteSupervisor>> predecessor, Runnable whenDone) {

    /** For a version that replaces no other. */
    static RouteReplacement ofNothing(Executor threads) {
        return new RouteReplacement(threads, Optional::empty, () -> {});
    }

    /** Whether the predecessor is running. */
    boolean replacesRunning() {
        return predecessor.get().filter(RouteSupervisor::isStarted).isPresent();
    }

    /** Retires the predecessor. Returns whether there was one. */
    boolean retirePredecessor() {
        Optional<RouteSupervisor> old = predecessor.get();
        old.ifPresent(RouteSupervisor::retire);
        return old.isPresent();
    }
}
