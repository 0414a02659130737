package routes.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what operators have ordered, on threads that may have to wait for a route. Thread-safe. */
final class RouteCommands {

    private static final Logger LOG = LoggerFactory.getLogger(RouteCommands.class);

    private final Executor work;
    private final Set<ManagedRoute> obeying = ConcurrentHashMap.newKeySet();

    RouteCommands(Executor work) {
        this.work = work;
    }

    /** The route does what the order says that holds by then. Does not wait for it, and asks for it once at a time. */
    void obey(ManagedRoute managedRoute) {
        if (obeying.add(managedRoute)) {
            work.execute(() -> {
                obeying.remove(managedRoute);
                carryOut(managedRoute, ManagedRoute::obey);
            });
        }
    }

    /** Does not wait for it. */
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
