package routes.definition;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.definition.RouteStatus.PastProblem;
import routes.definition.RouteStatus.State;

/** Since when a route is in its state, and what was wrong with it last: as seen whenever somebody looked. Thread-safe. */
public final class Sightings {

    private final Clock clock;
    private State state = State.WAITING;
    private Instant since;
    private Optional<PastProblem> lastProblem = Optional.empty();

    public Sightings(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** What is known once this has been seen. */
    public record Sighting(Instant since, Optional<PastProblem> lastProblem) {}

    /** A route is in this state now, for these problems. */
    public synchronized Sighting see(State now, List<String> problems) {
        if (state != now) {
            state = now;
            since = clock.instant();
        }
        if (!problems.isEmpty()) {
            lastProblem = Optional.of(new PastProblem(clock.instant(), problems.get(0)));
        }
        return new Sighting(since, lastProblem);
    }
}
