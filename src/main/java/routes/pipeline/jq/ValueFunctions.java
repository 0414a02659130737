package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import routes.pipeline.jq.Functions.Function;

/** Functions of any value, of numbers and of objects. */
final class ValueFunctions {

    private static final List<String> KEYS = List.of("key", "k", "name", "Name", "Key", "K");
    private static final List<String> VALUES = List.of("value", "v", "Value", "V");
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final Pattern NUMBER = Pattern.compile(
            "(?=.{1," + MAX_NUMBER_LENGTH + "}$)[+-]?+(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?+\\d{1,9}+)?+");

    private ValueFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("type/0", Functions.values((in, args, b) -> Values.text(Values.type(in)))),
                Map.entry("length/0", Functions.values(ValueFunctions::length)),
                Map.entry("keys/0", Functions.values((in, args, budget) -> keys(in, budget))),
                Map.entry("keys_unsorted/0", Functions.values((in, args, budget) -> unsorted(in, budget))),
                Map.entry("has/1", Functions.values((in, args, b) -> has(in, args.get(0)))),
                Map.entry("in/1", Functions.values((in, args, b) -> has(args.get(0), in))),
                Map.entry("contains/1", Functions.values((in, args, b) -> Values.bool(contains(in, args.get(0), b)))),
                Map.entry("inside/1", Functions.values((in, args, b) -> Values.bool(contains(args.get(0), in, b)))),
                Map.entry("to_entries/0", Functions.values(ValueFunctions::entries)),
                Map.entry("from_entries/0", Functions.values(ValueFunctions::fromEntries)),
                Map.entry("with_entries/1", Functions.single((in, scope, args, out) -> {
                    ArrayNode made = Values.array();
                    for (JsonNode entry : entries(in.value(), List.of(), scope.budget())) {
                        made.addAll(args.get(0).all(entry, scope));
                    }
                    out.accept(PathValue.plain(fromEntries(made, List.of(), scope.budget())));
                })),
                Map.entry("toboolean/0", Functions.values((in, args, b) -> toBoolean(in))),
                Map.entry("tonumber/0", Functions.values((in, args, b) -> toNumber(in))));
    }

    private static JsonNode length(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        if (in.isContainerNode()) {
            return Numbers.of(in.size());
        }
        if (in.isNumber()) {
            return Numbers.of(Numbers.bounded(in).abs());
        }
        String text = Functions.text("length", in);
        budget.spendReading(text.length());
        return Numbers.of(text.codePointCount(0, text.length()));
    }

    private static JsonNode keys(JsonNode in, Budget budget) throws JqEvaluationException {
        return in.isObject()
                ? Values.array(
                        Values.names(in, budget).stream().map(Values::text).toList())
                : unsorted(in, budget);
    }

    private static JsonNode unsorted(JsonNode in, Budget budget) throws JqEvaluationException {
        budget.spendCopy(in.size());
        ArrayNode keys = Values.array();
        if (in.isObject()) {
            in.fieldNames().forEachRemaining(keys::add);
        } else {
            for (int i = 0; i < Functions.list("keys", in).size(); i++) {
                keys.add(i);
            }
        }
        return keys;
    }

    private static JsonNode has(JsonNode container, JsonNode key) throws JqEvaluationException {
        if (container.isObject() && key.isTextual()) {
            return Values.bool(container.has(key.textValue()));
        }
        if (container.isArray() && key.isNumber()) {
            return Values.bool(container.has(Numbers.position(key)));
        }
        if (container.isNull() && (key.isTextual() || key.isNumber())) {
            return Values.bool(false);
        }
        throw new JqEvaluationException(
                "'has' cannot look for a " + Values.type(key) + " in " + Values.type(container));
    }

    private static boolean contains(JsonNode whole, JsonNode part, Budget budget) throws JqEvaluationException {
        budget.spend(1);
        if (whole.isTextual() && part.isTextual()) {
            budget.spendReading(whole.textValue().length());
            return new TextSearch(part.textValue()).in(whole.textValue(), 0) >= 0;
        }
        if (whole.getNodeType() != part.getNodeType()) {
            throw new JqEvaluationException("'contains' looks for values of one type, but got " + Values.type(whole)
                    + " and " + Values.type(part));
        }
        boolean all = true;
        if (whole.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                JsonNode at = whole.get(field.getKey());
                all = all
                        && at != null
                        && at.getNodeType() == field.getValue().getNodeType()
                        && contains(at, field.getValue(), budget);
            }
            return all;
        }
        if (whole.isArray()) {
            for (JsonNode wanted : part) {
                boolean found = false;
                Iterator<JsonNode> items = whole.elements();
                while (all && !found && items.hasNext()) {
                    JsonNode item = items.next();
                    budget.spend(1);
                    found = item.getNodeType() == wanted.getNodeType() && contains(item, wanted, budget);
                }
                all = all && found;
            }
            return all;
        }
        return Values.equal(whole, part, budget);
    }

    private static JsonNode entries(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        if (!in.isContainerNode()) {
            throw new JqEvaluationException("'to_entries' needs an object, but got " + Values.type(in)).about(in);
        }
        budget.spendCopy(8L * in.size());
        ArrayNode entries = Values.array();
        for (int i = 0; in.isArray() && i < in.size(); i++) {
            entries.addObject().put("key", i).set("value", in.get(i));
        }
        for (Map.Entry<String, JsonNode> field : in.properties()) {
            entries.addObject().put("key", field.getKey()).set("value", field.getValue());
        }
        return entries;
    }

    private static JsonNode fromEntries(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        ObjectNode object = Values.object();
        for (JsonNode entry : Functions.list("from_entries", in)) {
            budget.spend(1);
            if (!entry.isObject()) {
                throw new JqEvaluationException("'from_entries' needs objects, but got " + Values.type(entry));
            }
            JsonNode key = field(entry, KEYS);
            if (key.isContainerNode() || key.isNull()) {
                throw new JqEvaluationException(
                        "'from_entries' needs a key that is a string, but got " + Values.type(key));
            }
            object.set(key.isNumber() ? Numbers.text(key) : key.asText(), value(entry));
        }
        return object;
    }

    /** The first of these fields that is there and not null. */
    private static JsonNode field(JsonNode entry, List<String> names) {
        for (String name : names) {
            if (entry.hasNonNull(name)) {
                return entry.get(name);
            }
        }
        return Values.nothing();
    }

    /** The first of the names that is there, even if it is null or false there. */
    private static JsonNode value(JsonNode entry) {
        return VALUES.stream().filter(entry::has).findFirst().map(entry::get).orElseGet(Values::nothing);
    }

    private static JsonNode toBoolean(JsonNode in) throws JqEvaluationException {
        if (in.isBoolean()) {
            return in;
        }
        if (in.isTextual() && Set.of("true", "false").contains(in.textValue())) {
            return Values.bool(in.textValue().equals("true"));
        }
        throw new JqEvaluationException("'toboolean' needs a boolean, \"true\" or \"false\", but got "
                + (in.isTextual() ? "another string" : Values.type(in)));
    }

    private static JsonNode toNumber(JsonNode in) throws JqEvaluationException {
        if (in.isNumber()) {
            return in;
        }
        String text = Functions.text("tonumber", in).strip();
        if (!NUMBER.matcher(text).matches()) {
            throw new JqEvaluationException("'tonumber' got a string that is not a number: " + whyNoNumber(text));
        }
        String digits = text.startsWith("+") ? text.substring(1) : text;
        try {
            return Parser.number(digits);
        } catch (NumberFormatException e) {
            throw new JqEvaluationException("'tonumber' got a string that is not a number: its exponent is too large");
        }
    }

    private static String whyNoNumber(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.length() > MAX_NUMBER_LENGTH) {
            return "it has more than " + MAX_NUMBER_LENGTH + " characters";
        }
        if (text.indexOf(',') >= 0) {
            return "it has a comma; remove it, or replace it by a dot, with gsub";
        }
        if (text.matches("[+-]?[0-9.]+[eE][+-]?[0-9]+")) {
            return "its exponent is too large";
        }
        return text.chars().anyMatch(Character::isWhitespace)
                ? "it has a space inside"
                : "it has characters that are none of a number";
    }
}
