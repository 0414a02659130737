package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A value and, if an expression is evaluated for paths ({@code path}, {@code |=}, {@code del}), its path from the root. The
 * value may be made when it is first needed: an expression that only looks at headers leaves the body unread. For one thread.
 */
final class PathValue {

    private final PathValue parent;
    private final JsonNode key;
    private final boolean tracked;
    private final Supplier<JsonNode> source;
    private JsonNode value;

    private PathValue(JsonNode value, Supplier<JsonNode> source, PathValue parent, JsonNode key, boolean tracked) {
        this.value = value;
        this.source = source;
        this.parent = parent;
        this.key = key;
        this.tracked = tracked;
    }

    static PathValue plain(JsonNode value) {
        return new PathValue(value, null, null, null, false);
    }

    static PathValue lazy(Supplier<JsonNode> source) {
        return new PathValue(null, source, null, null, false);
    }

    static PathValue root(JsonNode value) {
        return new PathValue(value, null, null, null, true);
    }

    JsonNode value() {
        if (value == null) {
            value = source.get();
        }
        return value;
    }

    /** The value, if it has been made. */
    JsonNode known() {
        return value;
    }

    PathValue child(JsonNode childKey, JsonNode child) {
        return tracked ? new PathValue(child, null, this, childKey, true) : plain(child);
    }

    /** The value without its path, as input of a condition or an argument. */
    PathValue untracked() {
        return tracked ? plain(value()) : this;
    }

    boolean isTracked() {
        return tracked;
    }

    boolean isRoot() {
        return parent == null;
    }

    List<JsonNode> path() throws JqEvaluationException {
        if (!tracked) {
            throw new JqEvaluationException("the expression produces a new value where a path in the body is needed");
        }
        List<JsonNode> keys = new ArrayList<>();
        for (PathValue spot = this; spot.parent != null; spot = spot.parent) {
            keys.add(spot.key);
        }
        Collections.reverse(keys);
        return keys;
    }
}
