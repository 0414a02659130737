package routes.runtime;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * How one version of a route replaces another.
 *
 * @param threads to start the new version on
 * @param predecessor what runs under its name, and is retired just before
 * @param whenDone called once the new version has its place
 */
record RouteReplacement(Executor threads, Supplier<Optional<RouteSupervisor>> predecessor, Runnable whenDone) {

    /** Of a version that replaces nothing. */
    static RouteReplacement ofNothing(Executor threads) {
        return new RouteReplacement(threads, Optional::empty, () -> {});
    }

    /** Whether the other version runs meanwhile. */
    boolean replacesRunning() {
        return predecessor.get().filter(RouteSupervisor::isStarted).isPresent();
    }

    /** Returns whether there was one. */
    boolean retirePredecessor() {
        Optional<RouteSupervisor> old = predecessor.get();
        old.ifPresent(RouteSupervisor::retire);
        return old.isPresent();
    }
}
