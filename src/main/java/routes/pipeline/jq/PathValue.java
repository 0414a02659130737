package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedList;
import java.util.List;

/**
 * A value and, where an expression is asked for places and not for values ({@code path}, {@code |=}, {@code del}), the way
 * to it from the root.
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

    /** The value alone: what a condition or an argument looks at. */
    PathValue untracked() {
        return tracked ? plain(value) : this;
    }

    List<JsonNode> path() throws JqEvaluationException {
        if (!tracked) {
            throw new JqEvaluationException("the expression makes a value where it must name a place in the body");
        }
        LinkedList<JsonNode> keys = new LinkedList<>();
        for (PathValue spot = this; spot.parent != null; spot = spot.parent) {
            keys.addFirst(spot.key);
        }
        return keys;
    }
}
