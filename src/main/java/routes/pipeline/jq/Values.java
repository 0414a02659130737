package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Types, equality and order of values. Numbers are compared by value, not by notation; types have jq's order. Thread-safe. */
public final class Values {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Values() {}

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> items) {
        return NODES.arrayNode(items.size()).addAll(items);
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static JsonNode nothing() {
        return NODES.nullNode();
    }

    static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    static String type(JsonNode value) {
        switch (value.getNodeType()) {
            case NULL:
                return "null";
            case BOOLEAN:
                return "boolean";
            case NUMBER:
                return "number";
            case STRING:
                return "string";
            case ARRAY:
                return "array";
            default:
                return "object";
        }
    }

    /** Whether two values are equal. Numbers are compared by value: 1000.01 equals 1000.010. */
    public static boolean same(JsonNode a, JsonNode b) {
        try {
            return equal(a, b, new Budget());
        } catch (JqEvaluationException e) {
            return false;
        }
    }

    static boolean equal(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        return rank(a) == rank(b) && compare(a, b, budget) == 0;
    }

    /** Compares values in jq's order: null, false, true, numbers, strings, arrays, objects. */
    static int compare(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        budget.spend(1);
        int types = Integer.compare(rank(a), rank(b));
        if (types != 0 || a == b) {
            return types;
        }
        switch (a.getNodeType()) {
            case NUMBER:
                return Numbers.compare(a, b);
            case STRING:
                budget.spendReading(
                        Math.min(a.textValue().length(), b.textValue().length()));
                return compareTexts(a.textValue(), b.textValue());
            case ARRAY:
                return compareItems(a.elements(), b.elements(), budget);
            case OBJECT:
                return compareFields(a, b, budget);
            default:
                return 0;
        }
    }

    private static int compareFields(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        List<String> names = names(a, budget);
        List<String> others = names(b, budget);
        Iterator<String> other = others.iterator();
        for (String name : names) {
            if (!other.hasNext()) {
                return 1;
            }
            int order = compareTexts(name, other.next());
            if (order != 0) {
                return order;
            }
        }
        if (other.hasNext()) {
            return -1;
        }
        return compareItems(
                names.stream().map(a::get).iterator(),
                names.stream().map(b::get).iterator(),
                budget);
    }

    private static int compareItems(Iterator<JsonNode> a, Iterator<JsonNode> b, Budget budget)
            throws JqEvaluationException {
        budget.enter();
        int order = 0;
        while (order == 0 && a.hasNext() && b.hasNext()) {
            order = compare(a.next(), b.next(), budget);
        }
        budget.leave();
        return order != 0 ? order : Boolean.compare(a.hasNext(), b.hasNext());
    }

    static List<String> names(JsonNode object, Budget budget) throws JqEvaluationException {
        budget.spendCopy(object.size());
        TreeSet<String> sorted = new TreeSet<>(Values::compareTexts);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            sorted.add(field.getKey());
        }
        return List.copyOf(sorted);
    }

    /** Compares by code points. This differs from the order of UTF-16 only for surrogates and the characters after them. */
    static int compareTexts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Integer.compare(
                                Character.isSurrogate(x) ? 0x10000 : x, Character.isSurrogate(y) ? 0x10000 : y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int rank(JsonNode value) {
        switch (value.getNodeType()) {
            case NULL:
                return 0;
            case BOOLEAN:
                return value.booleanValue() ? 2 : 1;
            case NUMBER:
                return 3;
            case STRING:
                return 4;
            case ARRAY:
                return 5;
            default:
                return 6;
        }
    }
}
