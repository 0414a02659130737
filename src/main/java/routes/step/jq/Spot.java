package routes.step.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedList;
import java.util.List;

/**
 * A value and, where an expression is asked for places and not for values ({@code path}, {@code |=}, {@code del}), the way
 * to it from the root.
 */
record Spot(JsonNode value, Spot parent, JsonNode key, boolean tracked) {

    static Spot plain(JsonNode value) {
        return new Spot(value, null, null, false);
    }

    static Spot root(JsonNode value) {
        return new Spot(value, null, null, true);
    }

    Spot child(JsonNode childKey, JsonNode child) {
        return tracked ? new Spot(child, this, childKey, true) : plain(child);
    }

    /** The value alone: what a condition or an argument looks at. */
    Spot untracked() {
        return tracked ? plain(value) : this;
    }

    List<JsonNode> path() throws JqFailure {
        if (!tracked) {
            throw new JqFailure("the expression makes a value where it must name a place in the body");
        }
        LinkedList<JsonNode> keys = new LinkedList<>();
        for (Spot spot = this; spot.parent != null; spot = spot.parent) {
            keys.addFirst(spot.key);
        }
        return keys;
    }
}
