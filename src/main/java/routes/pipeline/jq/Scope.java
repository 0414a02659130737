package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The variables that are visible to an expression, innermost first, and its budget. The parser has already checked the names.
 */
record Scope(Budget budget, Scope outer, String name, JsonNode value) {

    static Scope fresh() {
        return new Scope(new Budget(), null, "", null);
    }

    Scope with(String variable, JsonNode bound) {
        return new Scope(budget, this, variable, bound);
    }

    JsonNode get(String variable) {
        Scope scope = this;
        while (!scope.name.equals(variable)) {
            scope = scope.outer;
        }
        return scope.value;
    }
}
