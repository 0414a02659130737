package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import routes.pipeline.body.StepException;

/** One evaluation of a program for one event: its budget, and what it has looked at. Not thread-safe. */
final class Evaluation {

    private final Budget budget = new Budget();
    private final JqInput input;
    private Map<JqInput.Fact, JsonNode> facts = Map.of();

    Evaluation(JqInput input) {
        this.input = input;
    }

    Budget budget() {
        return budget;
    }

    PathValue body() {
        return PathValue.lazy(() -> {
            try {
                return input.body();
            } catch (StepException e) {
                throw new Unreadable(e);
            }
        });
    }

    JsonNode header(String name) {
        return input.header(name);
    }

    JsonNode fact(JqInput.Fact fact) {
        if (facts.isEmpty()) {
            facts = new EnumMap<>(JqInput.Fact.class);
        }
        return facts.computeIfAbsent(fact, input::fact);
    }

    /** The body cannot be parsed. An expression cannot catch this: it would take the event for another one. */
    static final class Unreadable extends RuntimeException {
        private final StepException reason;

        Unreadable(StepException reason) {
            super(null, null, false, false);
            this.reason = reason;
        }

        StepException reason() {
            return reason;
        }
    }
}
