package routes.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.support.StructuredLogger;

/** Carries out the commands of operators on threads that may wait for a route. Thread-safe. */
final class RouteCommands {

    private static final Logger LOG = StructuredLogger.of(RouteCommands.class);

    private final Executor work;
    private final Set<ManagedRoute> obeying = ConcurrentHashMap.newKeySet();

    RouteCommands(Executor work) {
        this.work = work;
    }

    /** Applies the halt that is in effect at execution. At most one execution per route is pending. Does not wait. */
    void obey(ManagedRoute managedRoute) {
        if (obeying.add(managedRoute)) {
            work.execute(() -> {
                obeying.remove(managedRoute);
                carryOut(managedRoute, ManagedRoute::obey);
            });
        }
    }

    /** Restarts the route. Does not wait. */
    void restart(ManagedRoute managedRoute) {
        work.execute(() -> carryOut(managedRoute, ManagedRoute::restart));
    }

    private static void carryOut(ManagedRoute managedRoute, Consumer<ManagedRoute> order) {
        try {
            order.accept(managedRoute);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("route", managedRoute.name())
                    .setCause(e)
                    .log("An order could not be carried out");
        }
    }
}
