package routes.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import routes.connector.HubEndpoint;
import routes.event.Readiness;
import routes.support.Backoff;
import routes.support.StructuredLogger;

/**
 * Checks the source and the targets of a route, with backoff, until all of them are ready and the route has started. Thread-safe.
 */
final class EndpointReadiness {

    private static final Logger LOG = StructuredLogger.of(EndpointReadiness.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final List<String> NOT_LOOKED = List.of("not yet looked for its source and targets");

    private final String route;
    private final Map<String, HubEndpoint> places;
    private final ScheduledExecutorService timer;
    private volatile List<String> missing = NOT_LOOKED;

    /** @param places the endpoints by the names that are shown to operators */
    EndpointReadiness(String route, Map<String, HubEndpoint> places, ScheduledExecutorService timer) {
        this.route = route;
        this.places = places;
        this.timer = timer;
    }

    /** A route that is started once all endpoints are ready. */
    interface Waiting {

        /** Whether the route still waits for its endpoints. */
        boolean isWaiting();

        /** Starts the route. Returns the reason if that failed. */
        Optional<String> begin();

        /** Whether another version runs until this one starts. */
        boolean replacesAnother();
    }

    /** The problems that the last check found, or the reason why the route could not be started. */
    List<String> missing() {
        return missing;
    }

    /** Whether {@link #missing} is what a check found, and not only that there was none yet. */
    boolean hasLooked() {
        return missing != NOT_LOOKED;
    }

    Stream<HubEndpoint> endpoints() {
        return places.values().stream();
    }

    /**
     * Repeats the check until the route has started or no longer waits. Does not block.
     *
     * @param threads starts the route
     */
    void await(Waiting waiting, Executor threads) {
        ask(waiting, threads, new Backoff(FIRST_PAUSE, LONGEST_PAUSE));
    }

    /** Checks each endpoint once, even if the route uses it more than once. */
    private void ask(Waiting waiting, Executor threads, Backoff backoff) {
        if (!waiting.isWaiting()) {
            return;
        }
        Map<HubEndpoint, CompletableFuture<Readiness>> asked = new HashMap<>();
        places.forEach((place, endpoint) -> asked.computeIfAbsent(endpoint, HubEndpoint::ask));
        CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .handleAsync(
                        (all, thrown) -> {
                            found(asked, waiting);
                            again(waiting, threads, backoff);
                            return true;
                        },
                        threads)
                .exceptionally(thrown -> {
                    LOG.atError()
                            .addKeyValue("route", route)
                            .setCause(thrown)
                            .log("Unexpected error while a route was started; will retry");
                    again(waiting, threads, backoff);
                    return false;
                });
    }

    private void again(Waiting waiting, Executor threads, Backoff backoff) {
        if (waiting.isWaiting()) {
            timer.schedule(() -> ask(waiting, threads, backoff), backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void found(Map<HubEndpoint, CompletableFuture<Readiness>> answers, Waiting waiting) {
        List<String> found = new ArrayList<>();
        places.forEach((place, endpoint) -> {
            Readiness readiness = answered(place, answers.get(endpoint));
            readiness.problem().ifPresent(problem -> found.add(place + ": " + problem));
        });
        if (found.isEmpty()) {
            waiting.begin().ifPresent(found::add);
        }
        if (!found.equals(missing) && !found.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("problems", found)
                    .log(
                            waiting.replacesAnother()
                                    ? "New version of the route waits for its source and targets; the version before it keeps running"
                                    : "Route waits for its source and targets");
        }
        missing = found;
    }

    /** The result of a check. A check that fails unexpectedly counts as not ready, so that it is repeated. */
    private Readiness answered(String place, CompletableFuture<Readiness> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            LOG.atError()
                    .addKeyValue("route", route)
                    .addKeyValue("endpoint", place)
                    .setCause(e.getCause())
                    .log("Readiness check failed unexpectedly");
            return Readiness.notReady(
                    "the check failed unexpectedly: " + e.getCause().getClass().getName());
        }
    }
}
