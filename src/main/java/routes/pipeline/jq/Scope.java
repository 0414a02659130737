package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;

/** The variables that an expression sees, innermost first, and the budget it spends. The parser has checked the names. */
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
