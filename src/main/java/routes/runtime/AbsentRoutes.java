package routes.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Remembers since when the routes are absent for which an order is stored. Not thread-safe. */
final class AbsentRoutes {

    /** A route whose file is missing for a shorter time may come back as it was. */
    static final Duration MAX_ABSENCE = Duration.ofDays(1);

    private final Map<String, Instant> since = new HashMap<>();

    /**
     * The routes that have been absent for too long.
     *
     * @param ordered the routes for which an order is stored
     */
    List<String> expired(Set<String> ordered, Predicate<String> exists, Instant now) {
        since.keySet().retainAll(ordered);
        since.keySet().removeIf(exists);
        ordered.stream().filter(exists.negate()).forEach(route -> since.putIfAbsent(route, now));
        return since.keySet().stream()
                .filter(route -> !now.isBefore(since.get(route).plus(MAX_ABSENCE)))
                .toList();
    }
}
