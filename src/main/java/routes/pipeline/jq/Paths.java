package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reads and changes values by path. A change creates a new value and leaves the old one unchanged. */
final class Paths {

    private static final int MAX_ITEMS = 100_000;

    private Paths() {}

    static JsonNode get(JsonNode root, List<JsonNode> path, Budget budget) throws JqEvaluationException {
        JsonNode value = root;
        for (JsonNode key : path) {
            value = PathExpressions.get(value, key, budget);
        }
        return value;
    }

    static JsonNode set(JsonNode root, List<JsonNode> path, JsonNode value, Budget budget)
            throws JqEvaluationException {
        if (path.isEmpty()) {
            return value;
        }
        if (path.size() > Budget.MAX_DEPTH) {
            throw JqEvaluationException.limit("a path has more than " + Budget.MAX_DEPTH + " keys");
        }
        budget.spendCopy(root.size());
        JsonNode key = path.get(0);
        JsonNode inner = set(PathExpressions.get(root, key, budget), path.subList(1, path.size()), value, budget);
        if (key.isTextual()) {
            ObjectNode copy = Values.object();
            if (root.isObject()) {
                copy.setAll((ObjectNode) root);
            }
            return copy.set(key.textValue(), inner);
        }
        ArrayNode copy = root.isNull() ? Values.array() : items(root);
        return key.isObject() ? splice(copy, key, inner) : put(copy, key, inner, budget);
    }

    /** Rejects changes of a slice of a string, which can only be read. */
    private static ArrayNode items(JsonNode root) throws JqEvaluationException {
        if (!root.isArray()) {
            throw new JqEvaluationException("cannot change a part of " + Values.type(root));
        }
        return Values.array().addAll((ArrayNode) root);
    }

    private static JsonNode put(ArrayNode copy, JsonNode key, JsonNode value, Budget budget)
            throws JqEvaluationException {
        if (!key.isNumber()) {
            throw new JqEvaluationException("cannot change an array at " + Values.type(key));
        }
        int position = Numbers.position(key);
        int index = position < 0 ? copy.size() + position : position;
        if (index < 0 || index > Math.max(MAX_ITEMS, copy.size())) {
            throw new JqEvaluationException("a position is outside of the list");
        }
        budget.spendCopy(Math.max(0, index - copy.size()));
        while (copy.size() <= index) {
            copy.addNull();
        }
        copy.set(index, value);
        return copy;
    }

    private static JsonNode splice(ArrayNode copy, JsonNode slice, JsonNode items) throws JqEvaluationException {
        if (!items.isArray()) {
            throw new JqEvaluationException("a slice can only become a list, but got " + Values.type(items));
        }
        ArrayNode spliced = Values.array();
        int start = PathExpressions.start(slice, copy.size());
        for (int i = 0; i < start; i++) {
            spliced.add(copy.get(i));
        }
        spliced.addAll((ArrayNode) items);
        for (int i = Math.max(start, PathExpressions.end(slice, copy.size())); i < copy.size(); i++) {
            spliced.add(copy.get(i));
        }
        return spliced;
    }
}
