package routes.model;

import java.util.Locale;

/** Why an event became a dead letter. */
public enum DeadLetterReason {
    /** A step cannot parse the body: it is not JSON, XML or CSV, has the same key twice, or is nested too deeply or too large. */
    PARSE,
    /** The body violates the schema. */
    SCHEMA,
    /** An expression, a transformation or a conversion failed. */
    EXPRESSION,
    /** No branch matches, and the route sends such events to the dead letter. */
    UNMATCHED,
    /** A target refused the event and would refuse it again. */
    REJECTED,
    /** A target refused the event at every attempt that the route's retry policy allows. */
    EXHAUSTED,
    /** An operator ordered that the event is given up. */
    OPERATOR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
