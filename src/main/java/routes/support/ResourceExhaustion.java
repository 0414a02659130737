package routes.support;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Tells a lack of memory, threads or files, which is never the fault of an event, from exceptions that an event causes.
 * Thread-safe.
 */
public final class ResourceExhaustion {

    private static final Logger LOG = StructuredLogger.of(ResourceExhaustion.class);

    /** The exit code of the JVM's own option {@code ExitOnOutOfMemoryError}. */
    private static final int EXIT_CODE = 3;

    /** Causes may be circular. */
    private static final int MAX_CAUSES = 50;

    /** Messages for a value that is larger than an array can be, however much memory there is. */
    private static final List<String> TOO_LARGE = List.of(
            "Requested array size exceeds VM limit",
            "Required array length too large",
            "Required length exceeds implementation limit",
            "UTF16 String size is");

    private static final String NO_THREAD = "unable to create native thread";

    private static final String NO_FILE = "Too many open files";

    private ResourceExhaustion() {}

    /**
     * Whether this, or one of its causes, says that the JVM lacks memory, threads, files or a class. A class that could not be
     * loaded once, for example for lack of files, is missing for good.
     */
    public static boolean isIn(Throwable thrown) {
        return isAny(
                thrown,
                cause -> cause instanceof OutOfMemoryError && !isTooLarge(cause)
                        || cause instanceof InternalError
                        || cause instanceof LinkageError
                        || cause instanceof IOException && tells(cause, NO_FILE));
    }

    /** Whether this is the error of a value that is larger than an array can be. */
    public static boolean isTooLarge(Throwable thrown) {
        return thrown instanceof OutOfMemoryError && TOO_LARGE.stream().anyMatch(message -> tells(thrown, message));
    }

    /**
     * Ends the JVM if this, or one of its causes, says that the memory is used up: any thread may have been struck, and nobody
     * knows what it has left undone. What was not acknowledged is received again after a restart. Does nothing if only threads
     * are lacking, since they may become available again.
     */
    public static void endIfOutOfMemory(Throwable thrown) {
        if (isAny(
                thrown, cause -> cause instanceof OutOfMemoryError && !isTooLarge(cause) && !tells(cause, NO_THREAD))) {
            try {
                LOG.atError()
                        .setCause(thrown)
                        .log("Out of memory: the process ends. Events that were not acknowledged will be received again"
                                + " after a restart");
            } finally {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }

    private static boolean isAny(Throwable thrown, Predicate<Throwable> kind) {
        return causes(thrown)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Arrays.stream(cause.getSuppressed()).flatMap(ResourceExhaustion::causes)))
                .anyMatch(kind);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }

    private static boolean tells(Throwable thrown, String message) {
        return String.valueOf(thrown.getMessage()).contains(message);
    }
}
