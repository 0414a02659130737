package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An expression of the language: produces any number of values from one value. Implementations are immutable and thread-safe.
 */
interface Expression {

    void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException;

    /**
     * The types that its results can have, as far as that is known without an event.
     *
     * @param in the types that its input can have
     */
    default Set<ValueType> types(Set<ValueType> in) {
        return ValueType.ANY;
    }

    /** Whether it is true, or false, for every event for which it does not fail; empty if that depends on the event. */
    default Optional<Boolean> constant() {
        return Optional.empty();
    }

    /**
     * The same expression, prepared for being evaluated often: what has exactly one result is a {@link Single}. Called once, from the
     * outside in; gives the same results, failures and paths.
     */
    default Expression compiled() {
        return this;
    }

    /** What it was compiled to where it has exactly one result. */
    default Optional<SingleResult> single() {
        return Optional.empty();
    }

    /** The expression as it was written, if it is a compiled one. */
    default Expression original() {
        return this;
    }

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

    /** The first result, with its path if there is one. Nothing after it is evaluated. */
    default Optional<PathValue> first(PathValue in, Scope scope) throws JqEvaluationException {
        PathValue[] first = new PathValue[1];
        ControlExpressions.until(
                stop -> each(in, scope, result -> {
                    first[0] = result;
                    throw stop;
                }),
                scope.budget());
        return Optional.ofNullable(first[0]);
    }

    /** All results with their paths in the value. */
    default List<List<JsonNode>> paths(JsonNode in, Scope scope) throws JqEvaluationException {
        List<List<JsonNode>> results = new ArrayList<>();
        each(PathValue.root(in), scope, result -> {
            List<JsonNode> path = result.path();
            scope.budget().spendCopy(path.size());
            results.add(path);
        });
        return results;
    }
}
