package routes.control;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.control.RouteStatus.PastProblem;
import routes.control.RouteStatus.State;

/**
 * Remembers since when a route has been in its state, and its most recent problem. Knows only what was recorded: a change
 * between two records is not noticed. Thread-safe.
 */
public final class StatusHistory {

    private final Clock clock;
    private State state = State.WAITING;
    private Instant since;
    private Optional<PastProblem> lastProblem = Optional.empty();

    public StatusHistory(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** The start of the current state, and the most recent problem. */
    public record Entry(Instant since, Optional<PastProblem> lastProblem) {}

    /** Records the current state of the route, and its problems as far as they are to be remembered. */
    public synchronized Entry see(State now, List<String> problems) {
        if (state != now) {
            state = now;
            since = clock.instant();
        }
        if (!problems.isEmpty()) {
            lastProblem = Optional.of(new PastProblem(clock.instant(), problems.get(0)));
        }
        return new Entry(since, lastProblem);
    }
}
