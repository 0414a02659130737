package routes.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routes.support.DisplayText;

/**
 * A problem in HUB_HOME: its location and the rule that is broken. The message never contains a secret. It is a single line
 * whatever the file contains, since it is written to logs and terminals. Problems are ordered by file, line and column.
 *
 * @param lint what the warning is about; empty for an error
 */
public record Problem(SourceLocation location, String message, Optional<Lint> lint) implements Comparable<Problem> {

    /** How bad a problem is. */
    public enum Severity {
        /** The file, or the route, does not take effect as it is written. */
        ERROR,
        /** It takes effect, but is surely not meant. */
        WARNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX_LENGTH = 2_000;

    private static final Comparator<Problem> BY_LOCATION = Comparator.<Problem, String>comparing(
                    problem -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column())
            .thenComparing(Problem::textWithoutOrigin);

    public Problem {
        message = DisplayText.line(message.strip().replaceAll("[\\r\\n\\t]+", " "), MAX_LENGTH);
    }

    /** An error. */
    public Problem(SourceLocation location, String message) {
        this(location, message, Optional.empty());
    }

    /** A warning: it never keeps a route from running, nor a change from being accepted. */
    public static Problem warning(Lint lint, SourceLocation location, String message) {
        return new Problem(location, message, Optional.of(lint));
    }

    /** Those that are errors. */
    public static List<Problem> errors(Collection<Problem> problems) {
        return problems.stream().filter(Problem::isError).toList();
    }

    /** Those that are warnings. */
    public static List<Problem> warnings(Collection<Problem> problems) {
        return problems.stream().filter(problem -> !problem.isError()).toList();
    }

    public Severity severity() {
        return lint.isEmpty() ? Severity.ERROR : Severity.WARNING;
    }

    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    /** The same problem at another location. */
    public Problem at(SourceLocation other) {
        return new Problem(other, message, lint);
    }

    /**
     * Not consistent with {@code equals}, which ignores locations. Ignores {@link SourceLocation#also}: a problem in a
     * template that many routes use is one problem.
     */
    @Override
    public int compareTo(Problem other) {
        return BY_LOCATION.compare(this, other);
    }

    /**
     * {@code routes/orders.yaml:7:13: routes.orders.from: unknown kind 'kafak', did you mean 'kafka'?} A warning says so before
     * its message, and ends with the name of its lint in brackets.
     */
    @Override
    public String toString() {
        String origin = location.also().isEmpty() ? "" : " (" + location.also() + ")";
        return textWithoutOrigin()
                + origin
                + lint.map(name -> " [" + name + "]").orElse("");
    }

    private String textWithoutOrigin() {
        return location + ": " + (isError() ? "" : "warning: ") + message;
    }
}
