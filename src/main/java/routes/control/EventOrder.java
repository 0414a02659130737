package routes.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import routes.support.DisplayText;

/**
 * An operator's order about a single event in flight.
 *
 * @param by the operator who gave it
 * @param reason the operator's own words
 */
public record EventOrder(Action action, String by, Instant given, String reason) {

    public EventOrder {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(given, "given");
    }

    /**
     * What the dead letter says about the order.
     *
     * @param lastAnswer why a target refused the event the last time
     */
    public String detail(Optional<String> lastAnswer) {
        return "the operator " + DisplayText.line(by, DisplayText.NAME) + " gave it up: " + reason
                + lastAnswer
                        .map(answer -> "; the last answer of the target was: " + answer)
                        .orElse("");
    }

    /** What to do with the event. */
    public enum Action {
        /** Give up all targets that do not hold it yet, and send it to the dead letter target. */
        DEAD_LETTER,
        /** Cut a dead letter that its target refuses as too large, and send the rest. */
        CUT,
        /** Give up a dead letter that its target refuses as too large: acknowledge it without keeping it. */
        DISCARD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
