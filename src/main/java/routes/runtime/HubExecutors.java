package routes.runtime;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import routes.support.Threads;

/**
 * The threads of a hub, by what they are for.
 *
 * @param work turns of deliveries, and whatever else may have to wait
 * @param starting starts of routes, one after another
 * @param exchanging routes that change places: the others run until it is their turn
 * @param recording what goes into the history
 * @param timer waits for nothing
 */
record HubExecutors(
        ExecutorService work,
        ExecutorService starting,
        ExecutorService exchanging,
        ExecutorService recording,
        ScheduledExecutorService timer) {

    /** So many routes change places at once at most. */
    private static final int EXCHANGES = 4;

    static HubExecutors begin() {
        return new HubExecutors(
                Executors.newCachedThreadPool(Threads.named("hub-work")),
                one("hub-start"),
                Executors.newFixedThreadPool(EXCHANGES, Threads.named("hub-exchange")),
                one("hub-record"),
                Executors.newSingleThreadScheduledExecutor(Threads.named("hub-timer")));
    }

    /** One thread at most, and none while there is nothing to do. */
    private static ExecutorService one(String name) {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    void end() {
        List.of(timer, starting, exchanging, recording, work).forEach(ExecutorService::shutdownNow);
    }
}
