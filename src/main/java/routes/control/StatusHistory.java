package routes.control;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.control.RouteStatus.PastProblem;
import routes.control.RouteStatus.State;

/** Since when a route is in its state, and what was wrong with it last: as seen whenever somebody looked. Thread-safe. */
public final class StatusHistory {

    private final Clock clock;
    private State state = State.WAITING;
    private Instant since;
    private Optional<PastProblem> lastProblem = Optional.empty();

    public StatusHistory(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** What is known once this has been seen. */
    public record Entry(Instant since, Optional<PastProblem> lastProblem) {}

    /** A route is in this state now, for these problems. */
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
