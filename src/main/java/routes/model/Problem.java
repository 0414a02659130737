package routes.model;

import java.util.Comparator;
import routes.support.DisplayText;

/**
 * Something wrong in HUB_HOME: where it is written and which rule it breaks. The message never holds a secret, and is one
 * line, whatever the file holds: it goes to a log and to a terminal. Ordered as one reads: by file, line and column.
 */
public record Problem(SourceLocation location, String message) implements Comparable<Problem> {

    private static final int LONGEST = 2_000;

    private static final Comparator<Problem> AS_ONE_READS = Comparator.<Problem, String>comparing(
                    problem -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column())
            .thenComparing(Problem::mistake);

    public Problem {
        message = DisplayText.line(message.strip().replaceAll("[\\r\\n\\t]+", " "), LONGEST);
    }

    /**
     * Not consistent with equality, in which places take no part. What else had a part in a place has none in this: one
     * mistake in a template that many routes are made of is one mistake.
     */
    @Override
    public int compareTo(Problem other) {
        return AS_ONE_READS.compare(this, other);
    }

    /** {@code routes/orders.yaml:7:13: routes.orders.from: unknown kind 'kafak', did you mean 'kafka'?} */
    @Override
    public String toString() {
        return location.also().isEmpty() ? mistake() : mistake() + " (" + location.also() + ")";
    }

    private String mistake() {
        return location + ": " + message;
    }
}
