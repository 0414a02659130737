package routes.control;

import java.util.List;
import routes.model.CamelFiles;
import routes.model.Problem;

/** The hub does not do what an operator asked for, and has changed nothing. The message says why, and what to do instead. */
public final class OperationRejectedException extends RuntimeException {

    /** Why it is not done. */
    public enum Cause {
        /** There is no such thing. */
        UNKNOWN,
        /** It has been changed by somebody else meanwhile. */
        OUTDATED,
        /** It was not said which state is to be replaced. */
        UNGUARDED,
        /** What was given is wrong; the problems say what and where. */
        UNSOUND,
        /** It cannot be done in the state that things are in. */
        CONFLICT,
        /** What it needs cannot be reached now. */
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

    /** There is no route of this name. */
    public static OperationRejectedException noRoute(String name) {
        return new OperationRejectedException(Cause.UNKNOWN, "no route is called '" + name + "'");
    }

    /** There is no route of this name whose definition could be shown, changed or tried. */
    public static OperationRejectedException noDefinition(String name) {
        return name.startsWith(CamelFiles.PREFIX)
                ? new OperationRejectedException(
                        Cause.UNKNOWN,
                        "'" + name
                                + "' would be a plain Camel route: those are written in the files of camel/ alone, and"
                                + " neither shown, changed nor tried here")
                : noRoute(name);
    }
}
