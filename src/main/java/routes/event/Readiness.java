package routes.event;

import java.util.Optional;

/**
 * Whether a source or target is ready for use now. Immutable.
 *
 * @param problem the problem and how to fix it, with the command if there is one; empty if ready
 * @param isPending whether it is only not known yet, because it has just begun to connect: that is no problem of the past
 */
public record Readiness(Optional<String> problem, boolean isPending) {

    private static final Readiness READY = new Readiness(Optional.empty(), false);

    public static Readiness ready() {
        return READY;
    }

    public static Readiness notReady(String problem) {
        return new Readiness(Optional.of(problem), false);
    }

    /** Not known yet. */
    public static Readiness pending(String what) {
        return new Readiness(Optional.of(what), true);
    }

    public boolean isReady() {
        return problem.isEmpty();
    }
}
