package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression of the language: produces any number of values from one value. Implementations are immutable and thread-safe.
 */
interface Expression {

    void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException;

    /** Receives results one by one. */
    interface Sink {
        void accept(PathValue result) throws JqEvaluationException;
    }

    /** All results as values. */
    default List<JsonNode> all(PathValue in, Scope scope) throws JqEvaluationException {
        List<JsonNode> results = new ArrayList<>();
        each(in.untracked(), scope, result -> {
            scope.budget().spendResult();
            results.add(result.value());
        });
        return results;
    }

    default List<JsonNode> all(JsonNode in, Scope scope) throws JqEvaluationException {
        return all(PathValue.plain(in), scope);
    }

    /** All results with their paths in the value. */
    default List<List<JsonNode>> paths(JsonNode in, Scope scope) throws JqEvaluationException {
        List<List<JsonNode>> results = new ArrayList<>();
        each(PathValue.root(in), scope, result -> {
            scope.budget().spendResult();
            results.add(result.path());
        });
        return results;
    }
}
