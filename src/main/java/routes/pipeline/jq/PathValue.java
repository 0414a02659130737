package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedList;
import java.util.List;

/**
 * A value and, if an expression is evaluated for paths ({@code path}, {@code |=}, {@code del}), its path from the root.
 * Immutable and thread-safe.
 */
record PathValue(JsonNode value, PathValue parent, JsonNode key, boolean tracked) {

    static PathValue plain(JsonNode value) {
        return new PathValue(value, null, null, false);
    }

    static PathValue root(JsonNode value) {
        return new PathValue(value, null, null, true);
    }

    PathValue child(JsonNode childKey, JsonNode child) {
        return tracked ? new PathValue(child, this, childKey, true) : plain(child);
    }

    /** The value without its path, as input of a condition or an argument. */
    PathValue untracked() {
        return tracked ? plain(value) : this;
    }

    List<JsonNode> path() throws JqEvaluationException {
        if (!tracked) {
            throw new JqEvaluationException("the expression produces a new value where a path in the body is needed");
        }
        LinkedList<JsonNode> keys = new LinkedList<>();
        for (PathValue spot = this; spot.parent != null; spot = spot.parent) {
            keys.addFirst(spot.key);
        }
        return keys;
    }
}
