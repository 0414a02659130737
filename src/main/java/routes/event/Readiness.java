package routes.event;

import java.util.Optional;

/**
 * Whether a source or target is ready for use now. Immutable.
 *
 * @param problem the problem and how to fix it, with the command if there is one; empty if ready
 */
public record Readiness(Optional<String> problem) {

    private static final Readiness READY = new Readiness(Optional.empty());

    public static Readiness ready() {
        return READY;
    }

    public static Readiness notReady(String problem) {
        return new Readiness(Optional.of(problem));
    }

    public boolean isReady() {
        return problem.isEmpty();
    }
}
