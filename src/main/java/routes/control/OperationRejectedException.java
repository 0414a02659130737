package routes.control;

import java.util.List;
import routes.model.CamelFiles;
import routes.model.Problem;

/**
 * Thrown when the hub rejects an operator's request. Nothing has been changed, unless the message says so. The message says why, and
 * what to do instead.
 */
public final class OperationRejectedException extends RuntimeException {

    /** The reason for the rejection. */
    public enum Cause {
        /** The named route, file or version does not exist. */
        UNKNOWN,
        /** Somebody else has changed the route in the meantime. */
        OUTDATED,
        /** The request does not say which revision it replaces. */
        REVISION_MISSING,
        /** The given text has problems; {@link #problems} lists them with their locations. */
        INVALID,
        /** A header or parameter of the request cannot be understood. */
        MALFORMED,
        /** The request conflicts with the current state. */
        CONFLICT,
        /** Something that the request needs is not available at the moment. */
        UNAVAILABLE
    }

    private final Cause why;
    private final transient List<Problem> problems;

    public OperationRejectedException(Cause why, String message) {
        this(why, message, List.of());
    }

    public OperationRejectedException(Cause why, String message, List<Problem> problems) {
        super(message);
        this.why = why;
        this.problems = List.copyOf(problems);
    }

    public Cause why() {
        return why;
    }

    public List<Problem> problems() {
        return problems;
    }

    /** For a route that does not exist. */
    public static OperationRejectedException noRoute(String name) {
        return new OperationRejectedException(Cause.UNKNOWN, "there is no route '" + name + "'");
    }

    /** For a route without a definition that could be shown, changed or simulated. */
    public static OperationRejectedException noDefinition(String name) {
        return name.startsWith(CamelFiles.PREFIX)
                ? new OperationRejectedException(
                        Cause.UNKNOWN,
                        "'" + name
                                + "' is the name of a plain Camel route: these are written in the files of camel/ and"
                                + " cannot be shown, changed or simulated here")
                : noRoute(name);
    }
}
