package routes.model;

import java.util.Comparator;
import routes.support.DisplayText;

/**
 * A problem in HUB_HOME: its location and the rule that is broken. The message never contains a secret. It is a single line
 * whatever the file contains, since it is written to logs and terminals. Problems are ordered by file, line and column.
 */
public record Problem(SourceLocation location, String message) implements Comparable<Problem> {

    private static final int MAX_LENGTH = 2_000;

    private static final Comparator<Problem> BY_LOCATION = Comparator.<Problem, String>comparing(
                    problem -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column())
            .thenComparing(Problem::textWithoutOrigin);

    public Problem {
        message = DisplayText.line(message.strip().replaceAll("[\\r\\n\\t]+", " "), MAX_LENGTH);
    }

    /**
     * Not consistent with {@code equals}, which ignores locations. Ignores {@link SourceLocation#also}: a problem in a
     * template that many routes use is one problem.
     */
    @Override
    public int compareTo(Problem other) {
        return BY_LOCATION.compare(this, other);
    }

    /** {@code routes/orders.yaml:7:13: routes.orders.from: unknown kind 'kafak', did you mean 'kafka'?} */
    @Override
    public String toString() {
        return location.also().isEmpty() ? textWithoutOrigin() : textWithoutOrigin() + " (" + location.also() + ")";
    }

    private String textWithoutOrigin() {
        return location + ": " + message;
    }
}
