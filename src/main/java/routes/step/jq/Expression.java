package routes.step.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One form of the language: from one value it makes none, one or several. Immutable, hence thread-safe. */
interface Expression {

    void each(Spot in, Scope scope, Sink out) throws JqFailure;

    /** Takes results one by one. */
    interface Sink {
        void accept(Spot result) throws JqFailure;
    }

    /** All results, as values. */
    default List<JsonNode> all(JsonNode in, Scope scope) throws JqFailure {
        List<JsonNode> results = new ArrayList<>();
        each(Spot.plain(in), scope, result -> {
            scope.budget().spend(8);
            results.add(result.value());
        });
        return results;
    }

    /** All results, as places under the value. */
    default List<List<JsonNode>> paths(JsonNode in, Scope scope) throws JqFailure {
        List<List<JsonNode>> results = new ArrayList<>();
        each(Spot.root(in), scope, result -> {
            scope.budget().spend(16);
            results.add(result.path());
        });
        return results;
    }
}
