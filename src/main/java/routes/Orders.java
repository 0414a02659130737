package routes;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what operators have ordered, on threads that may have to wait for a route. Thread-safe. */
final class Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Executor work;
    private final Set<RouteSlot> obeying = ConcurrentHashMap.newKeySet();

    Orders(Executor work) {
        this.work = work;
    }

    /** The route does what the order says that holds by then. Does not wait for it, and asks for it once at a time. */
    void obey(RouteSlot slot) {
        if (obeying.add(slot)) {
            work.execute(() -> {
                obeying.remove(slot);
                carryOut(slot, RouteSlot::obey);
            });
        }
    }

    /** Does not wait for it. */
    void restart(RouteSlot slot) {
        work.execute(() -> carryOut(slot, RouteSlot::restart));
    }

    private static void carryOut(RouteSlot slot, Consumer<RouteSlot> order) {
        try {
            order.accept(slot);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("route", slot.name()).setCause(e).log("An order could not be carried out");
        }
    }
}
