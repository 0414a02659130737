package routes.event;

import java.util.Optional;

/**
 * Whether a source or target can do its work now. Immutable.
 *
 * @param problem what is wrong and how to mend it, with the command where there is one; empty where all is well
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
