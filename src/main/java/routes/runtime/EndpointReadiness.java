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
import org.slf4j.LoggerFactory;
import routes.connector.HubEndpoint;
import routes.event.Readiness;
import routes.support.Backoff;

/** The source and the targets of a route: asked again and again until all are there and the route has begun. Thread-safe. */
final class EndpointReadiness {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointReadiness.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String route;
    private final Map<String, HubEndpoint> places;
    private final ScheduledExecutorService timer;
    private volatile List<String> missing = List.of("not yet looked for its source and targets");

    /** @param places by what operators call them */
    EndpointReadiness(String route, Map<String, HubEndpoint> places, ScheduledExecutorService timer) {
        this.route = route;
        this.places = places;
        this.timer = timer;
    }

    /** What begins once all places are there. */
    interface Journeyer {

        /** Whether it still waits for them. */
        boolean isWaiting();

        /** All are there; says what hinders it all the same. */
        Optional<String> begin();

        /** Whether another runs meanwhile. */
        boolean replacesAnother();
    }

    /** What was missing when it was asked last, or why the route could not begin. */
    List<String> missing() {
        return missing;
    }

    Stream<HubEndpoint> endpoints() {
        return places.values().stream();
    }

    /**
     * Asks until the route has begun, or waits no more. Does not wait itself.
     *
     * @param threads to begin on
     */
    void ask(Journeyer journeyer, Executor threads) {
        ask(journeyer, threads, new Backoff(FIRST_PAUSE, LONGEST_PAUSE));
    }

    /** A place that the route has two uses for is asked once. */
    private void ask(Journeyer journeyer, Executor threads, Backoff backoff) {
        if (!journeyer.isWaiting()) {
            return;
        }
        Map<HubEndpoint, CompletableFuture<Readiness>> asked = new HashMap<>();
        places.forEach((place, endpoint) -> asked.computeIfAbsent(endpoint, HubEndpoint::ask));
        CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .handleAsync(
                        (all, thrown) -> {
                            found(asked, journeyer);
                            again(journeyer, threads, backoff);
                            return true;
                        },
                        threads)
                .exceptionally(thrown -> {
                    LOG.atError()
                            .addKeyValue("route", route)
                            .setCause(thrown)
                            .log("Starting broke off: tried again later");
                    again(journeyer, threads, backoff);
                    return false;
                });
    }

    private void again(Journeyer journeyer, Executor threads, Backoff backoff) {
        if (journeyer.isWaiting()) {
            timer.schedule(
                    () -> ask(journeyer, threads, backoff), backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void found(Map<HubEndpoint, CompletableFuture<Readiness>> answers, Journeyer journeyer) {
        List<String> found = new ArrayList<>();
        places.forEach((place, endpoint) -> {
            Readiness readiness = answered(place, answers.get(endpoint));
            readiness.problem().ifPresent(problem -> found.add(place + ": " + problem));
        });
        if (found.isEmpty()) {
            journeyer.begin().ifPresent(found::add);
        }
        if (!found.equals(missing) && !found.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("problems", found)
                    .log(
                            journeyer.replacesAnother()
                                    ? "A new definition waits for its source and targets; the old one runs on"
                                    : "Route waits for its source and targets");
        }
        missing = found;
    }

    /** Whatever a check does, the route asks again. */
    private Readiness answered(String place, CompletableFuture<Readiness> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            LOG.atError()
                    .addKeyValue("route", route)
                    .addKeyValue("place", place)
                    .setCause(e.getCause())
                    .log("A check failed unexpectedly");
            return Readiness.notReady(
                    "the check failed unexpectedly: " + e.getCause().getClass().getName());
        }
    }
}
