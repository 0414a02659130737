package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds values one after the other. Lists and objects are collected in one copy, not in one for each. Not thread-safe. */
final class Sum {

    private final Budget budget;
    private JsonNode sum;
    private boolean isOwn;

    Sum(Budget budget) {
        this.budget = budget;
    }

    void add(JsonNode value) throws JqEvaluationException {
        budget.spend(1);
        boolean isContainer = sum != null && sum.isContainerNode() && sum.getNodeType() == value.getNodeType();
        if (sum == null) {
            sum = value;
        } else if (isOwn && isContainer) {
            budget.spendCopy(value.size());
            if (sum.isArray()) {
                ((ArrayNode) sum).addAll((ArrayNode) value);
            } else {
                ((ObjectNode) sum).setAll((ObjectNode) value);
            }
        } else {
            sum = OperatorExpressions.add(sum, value, budget);
            isOwn = isContainer;
        }
    }

    /** JSON's null if there was nothing to add. */
    JsonNode value() {
        return sum == null ? Values.nothing() : sum;
    }
}
