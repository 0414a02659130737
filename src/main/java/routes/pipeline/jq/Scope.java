package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is visible to an expression, innermost first: variables by name, and functions, parameters and labels by identity. The
 * parser has already checked that each of them exists.
 */
record Scope(Evaluation evaluation, Scope outer, Object key, Object bound) {

    static Scope of(Evaluation evaluation) {
        return new Scope(evaluation, null, "", null);
    }

    Budget budget() {
        return evaluation.budget();
    }

    Scope with(Object name, Object value) {
        return new Scope(evaluation, this, name, value);
    }

    /** The scope in which something was bound, with everything that was visible there. */
    Scope where(Object name) {
        Scope scope = this;
        while (!scope.key.equals(name)) {
            scope = scope.outer;
        }
        return scope;
    }

    JsonNode variable(String name) {
        return (JsonNode) where(name).bound;
    }

    /** Nothing but the evaluation itself. */
    Scope empty() {
        return of(evaluation);
    }
}
