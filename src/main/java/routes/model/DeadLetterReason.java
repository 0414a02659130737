package routes.model;

import java.util.Locale;

/** Why an event is a dead letter. */
public enum DeadLetterReason {
    /** The body is not what a step takes it for: not JSON, not XML, too deep, too large. */
    PARSE,
    /** The body does not fit its schema. */
    SCHEMA,
    /** An expression, transform or conversion failed on it. */
    EXPRESSION,
    /** No branch fits it. */
    UNMATCHED,
    /** A target can never take it. */
    REJECTED,
    /** A target refused it as often as the route's retry allows. */
    EXHAUSTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
