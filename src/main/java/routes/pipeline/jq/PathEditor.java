package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Changes many parts of one value. A list or object is copied before its first change, and the copy is changed from then on,
 * so that a change of each of a thousand items does not copy the list a thousand times. Not thread-safe.
 */
final class PathEditor {

    private static final Set<JsonNode> NONE = Set.of();

    private final Budget budget;

    /** Copies that nobody else has seen. Whatever holds one of them is one itself. */
    private final Set<JsonNode> own;

    private JsonNode root;

    /** @param changes so many at most; a single one needs no copy that is changed again */
    PathEditor(JsonNode root, int changes, Budget budget) {
        this.root = root;
        this.budget = budget;
        this.own = changes > 1 ? Collections.newSetFromMap(new IdentityHashMap<>(8)) : NONE;
    }

    /** The value with all changes so far. */
    JsonNode value() {
        return root;
    }

    /** The part at a path. It is not changed any more, since the caller may keep it. */
    JsonNode get(List<JsonNode> path) throws JqEvaluationException {
        JsonNode part = Paths.get(root, path, budget);
        disown(part);
        return part;
    }

    private void disown(JsonNode part) {
        if (!own.isEmpty() && own.remove(part)) {
            part.forEach(this::disown);
        }
    }

    void set(List<JsonNode> path, JsonNode value) throws JqEvaluationException {
        if (path.size() > Budget.MAX_DEPTH) {
            throw JqEvaluationException.limit("a path has more than " + Budget.MAX_DEPTH + " keys");
        }
        root = own == NONE ? Paths.set(root, path, value, budget) : changed(root, path, value);
    }

    private JsonNode changed(JsonNode part, List<JsonNode> path, JsonNode value) throws JqEvaluationException {
        if (path.isEmpty()) {
            return value;
        }
        budget.spend(1);
        JsonNode key = path.get(0);
        List<JsonNode> rest = path.subList(1, path.size());
        boolean inPlace = part.isObject() && key.isTextual() || part.isArray() && key.isNumber() && isInside(part, key);
        if (!inPlace) {
            disown(part);
            return Paths.set(part, path, value, budget);
        }
        JsonNode copy = owned(part);
        JsonNode inner = changed(PathExpressions.get(copy, key, budget), rest, value);
        if (copy.isObject()) {
            ((ObjectNode) copy).set(key.textValue(), inner);
        } else {
            ((ArrayNode) copy).set(index(copy, key), inner);
        }
        return copy;
    }

    private JsonNode owned(JsonNode container) throws JqEvaluationException {
        if (own.contains(container)) {
            return container;
        }
        budget.spendCopy(container.size());
        JsonNode copy = container.isObject()
                ? Values.object().setAll((ObjectNode) container)
                : Values.array().addAll((ArrayNode) container);
        own.add(copy);
        return copy;
    }

    private static boolean isInside(JsonNode array, JsonNode key) {
        int index = index(array, key);
        return index >= 0 && index < array.size();
    }

    private static int index(JsonNode array, JsonNode key) {
        int position = Numbers.position(key);
        return position < 0 ? array.size() + position : position;
    }
}
