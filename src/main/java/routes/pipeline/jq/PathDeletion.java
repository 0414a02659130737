package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes parts of a value. All paths are those of the value before anything is deleted: positions are made absolute first, so
 * that a part that several paths name is deleted once, and no other one in its place.
 */
final class PathDeletion {

    private PathDeletion() {}

    /** The value without the parts at these paths. A path to nothing deletes nothing. */
    static JsonNode delete(JsonNode root, List<List<JsonNode>> paths, Budget budget) throws JqEvaluationException {
        if (paths.isEmpty()) {
            return root;
        }
        if (paths.stream().anyMatch(List::isEmpty) || root.isNull()) {
            return Values.nothing();
        }
        budget.enter();
        budget.spend(paths.size());
        JsonNode left = root.isObject() ? ofObject(root, paths, budget) : ofArray(root, paths, budget);
        budget.leave();
        return left;
    }

    private static JsonNode ofObject(JsonNode object, List<List<JsonNode>> paths, Budget budget)
            throws JqEvaluationException {
        Map<String, List<List<JsonNode>>> byField = new LinkedHashMap<>();
        for (List<JsonNode> path : paths) {
            if (!path.get(0).isTextual()) {
                throw mismatch(object, path.get(0));
            }
            byField.computeIfAbsent(path.get(0).textValue(), none -> new ArrayList<>())
                    .add(rest(path));
        }
        budget.spendCopy(object.size());
        ObjectNode left = Values.object();
        left.setAll((ObjectNode) object);
        for (Map.Entry<String, List<List<JsonNode>>> field : byField.entrySet()) {
            JsonNode value = object.get(field.getKey());
            if (value == null) {
                continue;
            }
            if (field.getValue().stream().anyMatch(List::isEmpty)) {
                left.remove(field.getKey());
            } else {
                left.set(field.getKey(), delete(value, field.getValue(), budget));
            }
        }
        return left;
    }

    private static JsonNode ofArray(JsonNode array, List<List<JsonNode>> paths, Budget budget)
            throws JqEvaluationException {
        BitSet gone = new BitSet();
        Map<Integer, List<List<JsonNode>>> changed = new LinkedHashMap<>();
        for (List<JsonNode> path : paths) {
            addAbsolute(array, path, gone, changed, budget);
        }
        budget.spendCopy(array.size());
        ArrayNode left = Values.array();
        for (int i = 0; i < array.size(); i++) {
            if (!gone.get(i)) {
                List<List<JsonNode>> inner = changed.get(i);
                left.add(inner == null ? array.get(i) : delete(array.get(i), inner, budget));
            }
        }
        return left;
    }

    /** Adds what one path deletes of the array: items, or parts of one. */
    private static void addAbsolute(
            JsonNode array, List<JsonNode> path, BitSet gone, Map<Integer, List<List<JsonNode>>> changed, Budget budget)
            throws JqEvaluationException {
        JsonNode key = path.get(0);
        if (!array.isArray() || !key.isNumber() && !key.isObject()) {
            throw mismatch(array, key);
        }
        int from = 0;
        int to = array.size();
        List<JsonNode> left = path;
        while (!left.isEmpty() && left.get(0).isObject()) { // a slice, perhaps of a slice
            JsonNode slice = left.get(0);
            int size = to - from;
            int start = PathExpressions.start(slice, size);
            to = from + Math.max(start, PathExpressions.end(slice, size));
            from += start;
            left = rest(left);
        }
        if (left.isEmpty()) {
            budget.spend(to - from);
            gone.set(from, to);
            return;
        }
        if (!left.get(0).isNumber()) {
            throw mismatch(array, left.get(0));
        }
        int position = Numbers.position(left.get(0));
        int index = position < 0 ? to + position : from + position;
        if (index < from || index >= to) {
            return;
        }
        List<JsonNode> inner = rest(left);
        if (inner.isEmpty()) {
            gone.set(index);
        } else {
            changed.computeIfAbsent(index, none -> new ArrayList<>()).add(inner);
        }
    }

    private static List<JsonNode> rest(List<JsonNode> path) {
        return path.subList(1, path.size());
    }

    private static JqEvaluationException mismatch(JsonNode container, JsonNode key) {
        return new JqEvaluationException("cannot delete at a " + Values.type(key) + " in " + Values.type(container));
    }
}
