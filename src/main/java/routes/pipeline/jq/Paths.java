package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Places in a value, by the keys that lead to them. Changing one makes a new value; the old one stays as it was. */
final class Paths {

    private static final int MOST_ITEMS = 100_000;

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
        if (path.size() > Budget.DEEPEST) {
            throw JqEvaluationException.limit("a path has more than " + Budget.DEEPEST + " keys");
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
        return key.isObject() ? splice(copy, key, inner) : put(copy, key, inner);
    }

    /** A slice of a string can be looked at, but not changed. */
    private static ArrayNode items(JsonNode root) throws JqEvaluationException {
        if (!root.isArray()) {
            throw new JqEvaluationException("cannot change a part of " + Values.type(root));
        }
        return Values.array().addAll((ArrayNode) root);
    }

    private static JsonNode put(ArrayNode copy, JsonNode key, JsonNode value) throws JqEvaluationException {
        int position = Numbers.position(key);
        int index = position < 0 ? copy.size() + position : position;
        if (index < 0 || index > Math.max(MOST_ITEMS, copy.size())) {
            throw new JqEvaluationException("a position is out of the list's bounds");
        }
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

    /** Without these places, from the last to the first so that no removal moves another place. */
    static JsonNode delete(JsonNode root, List<List<JsonNode>> paths, Budget budget) throws JqEvaluationException {
        List<JsonNode> sorted = new ArrayList<>();
        for (List<JsonNode> path : paths) {
            sorted.add(Values.array(path));
        }
        JsonNode value = root;
        List<JsonNode> ordered = ListFunctions.sorted(sorted, budget);
        for (int i = ordered.size() - 1; i >= 0; i--) {
            List<JsonNode> path = new ArrayList<>();
            ordered.get(i).forEach(path::add);
            value = remove(value, path, budget);
        }
        return value;
    }

    private static JsonNode remove(JsonNode root, List<JsonNode> path, Budget budget) throws JqEvaluationException {
        if (path.isEmpty() || root.isNull()) {
            return Values.nothing();
        }
        JsonNode key = path.get(0);
        JsonNode child = PathExpressions.get(root, key, budget);
        if (path.size() > 1) {
            return child.isNull()
                    ? root
                    : set(root, List.of(key), remove(child, path.subList(1, path.size()), budget), budget);
        }
        budget.spendCopy(root.size());
        if (root.isObject()) {
            ObjectNode copy = Values.object();
            copy.setAll((ObjectNode) root);
            copy.remove(key.textValue());
            return copy;
        }
        ArrayNode copy = items(root);
        if (key.isObject()) {
            return splice(copy, key, Values.array());
        }
        int position = Numbers.position(key);
        copy.remove(position < 0 ? copy.size() + position : position);
        return copy;
    }
}
