package routes.support;

import java.util.Optional;

/** What lies under a failure of a client library, which wraps it more than once. Thread-safe. */
public final class Throwables {

    private Throwables() {}

    /** The first of this kind, from the failure itself downwards. */
    public static <T extends Throwable> Optional<T> find(Throwable problem, Class<T> kind) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** What the innermost of them says. */
    public static String deepest(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
