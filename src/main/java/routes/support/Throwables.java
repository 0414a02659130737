package routes.support;

import java.util.Optional;

/** Looks up the causes of an exception; client libraries wrap them several times. Thread-safe. */
public final class Throwables {

    private Throwables() {}

    /** The first exception of this type in the chain of causes, the given exception included. */
    public static <T extends Throwable> Optional<T> find(Throwable problem, Class<T> kind) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** The message of the innermost cause, or its class name if it has none. */
    public static String deepest(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
