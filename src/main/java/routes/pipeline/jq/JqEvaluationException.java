package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Thrown when an expression fails for an event. The message never contains a value of the event. */
public final class JqEvaluationException extends Exception {

    private final boolean catchable;
    private final transient JsonNode value;
    private transient JsonNode culprit;
    private String explanation = "";
    private boolean explained;

    private JqEvaluationException(String message, boolean catchable, JsonNode value) {
        super(message, null, false, false);
        this.catchable = catchable;
        this.value = value;
    }

    JqEvaluationException(String message) {
        this(message, true, Values.text(message));
    }

    /**
     * An error that the expression itself raises.
     *
     * @param reason for people, without a value of the event
     * @param value what {@code catch} gets
     */
    static JqEvaluationException raised(String reason, JsonNode value) {
        return new JqEvaluationException(reason, true, value);
    }

    /** A failure that {@code try} and {@code ?} do not catch; otherwise an expression could exceed its budget. */
    static JqEvaluationException limit(String message) {
        return new JqEvaluationException(message, false, Values.text(message));
    }

    /** Ends an evaluation up to the place that made it, which compares by identity. Nothing else catches it. */
    static JqEvaluationException stop() {
        return new JqEvaluationException("stopped", false, null);
    }

    /** The value whose type is wrong, so that whoever knows where it comes from can say so. */
    JqEvaluationException about(JsonNode wrong) {
        this.culprit = wrong;
        return this;
    }

    /**
     * Adds which part of the event it is. The first who knows it says it. The exception stays the same object, since others
     * compare it by identity, and {@code catch} gets the shorter text.
     *
     * @param fact without a value of the event
     */
    JqEvaluationException explain(Optional<String> fact) {
        if (!explained && fact.isPresent()) {
            explanation = ": " + fact.get();
            explained = true;
        }
        return this;
    }

    boolean isAbout(JsonNode suspect) {
        return !explained && culprit != null && culprit == suspect;
    }

    @Override
    public String getMessage() {
        return super.getMessage() + explanation;
    }

    boolean isCatchable() {
        return catchable;
    }

    JsonNode value() {
        return value;
    }
}
