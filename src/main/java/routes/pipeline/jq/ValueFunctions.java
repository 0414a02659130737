package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import routes.pipeline.jq.Functions.Function;
import routes.pipeline.json.Json;

/** Functions of any value, of numbers and of objects. */
final class ValueFunctions {

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
                Map.entry("with_entries/1", (in, scope, args, out) -> {
                    JsonNode entries = entries(in.value(), List.of(), scope.budget());
                    List<JsonNode> changed =
                            new PathExpressions.Iterate(new PathExpressions.Identity()).all(entries, scope);
                    ArrayNode made = Values.array();
                    for (JsonNode entry : changed) {
                        made.addAll(args.get(0).all(entry, scope));
                    }
                    out.accept(PathValue.plain(fromEntries(made, List.of(), scope.budget())));
                }),
                Map.entry("floor/0", rounded("floor", RoundingMode.FLOOR)),
                Map.entry("ceil/0", rounded("ceil", RoundingMode.CEILING)),
                Map.entry(
                        "round/0",
                        Functions.values(
                                (in, args, b) -> Numbers.round(Functions.number("round", in), RoundingMode.HALF_UP))),
                Map.entry("trunc/0", rounded("trunc", RoundingMode.DOWN)),
                Map.entry(
                        "abs/0",
                        Functions.values((in, args, b) -> Numbers.of(
                                Numbers.bounded(Functions.number("abs", in)).abs()))),
                Map.entry("now/0", Functions.values((in, args, b) -> Numbers.of(seconds(Instant.now())))),
                Map.entry("todate/0", Functions.values((in, args, b) -> date(in))),
                Map.entry("todateiso8601/0", Functions.values((in, args, b) -> date(in))),
                Map.entry("fromdate/0", Functions.values((in, args, b) -> fromDate(in))),
                Map.entry("fromdateiso8601/0", Functions.values((in, args, b) -> fromDate(in))),
                Map.entry("tonumber/0", Functions.values((in, args, b) -> toNumber(in))));
    }

    private static Function rounded(String name, RoundingMode mode) {
        return Functions.values((in, args, budget) -> Numbers.round(Functions.number(name, in), mode));
    }

    private static JsonNode length(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        if (in.isContainerNode()) {
            return Numbers.of(in.size());
        }
        if (in.isNumber()) {
            return Numbers.of(Numbers.bounded(in).abs());
        }
        String text = Functions.text("length", in);
        budget.spendText(text.length());
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
        throw new JqEvaluationException(
                "'has' cannot look for a " + Values.type(key) + " in " + Values.type(container));
    }

    private static boolean contains(JsonNode whole, JsonNode part, Budget budget) throws JqEvaluationException {
        budget.spend(1);
        if (whole.isTextual() && part.isTextual()) {
            budget.spendText(whole.textValue().length());
            return whole.textValue().contains(part.textValue());
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
                for (JsonNode item : whole) {
                    found = found || item.getNodeType() == wanted.getNodeType() && contains(item, wanted, budget);
                }
                all = all && found;
            }
            return all;
        }
        return Values.equal(whole, part, budget);
    }

    private static JsonNode entries(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        if (!in.isObject()) {
            throw new JqEvaluationException("'to_entries' needs an object, but got " + Values.type(in));
        }
        budget.spendCopy(8L * in.size());
        ArrayNode entries = Values.array();
        for (Map.Entry<String, JsonNode> field : in.properties()) {
            entries.addObject().put("key", field.getKey()).set("value", field.getValue());
        }
        return entries;
    }

    private static JsonNode fromEntries(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        ObjectNode object = Values.object();
        for (JsonNode entry : Functions.list("from_entries", in)) {
            budget.spend(1);
            JsonNode key = field(entry, List.of("key", "k", "name"));
            if (key.isContainerNode() || key.isNull()) {
                throw new JqEvaluationException(
                        "'from_entries' needs a key that is a string, but got " + Values.type(key));
            }
            object.set(key.asText(), field(entry, List.of("value", "v")));
        }
        return object;
    }

    private static JsonNode field(JsonNode entry, List<String> names) {
        for (String name : names) {
            if (entry.has(name)) {
                return entry.get(name);
            }
        }
        return Values.nothing();
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
    }

    private static JsonNode date(JsonNode in) throws JqEvaluationException {
        try {
            BigDecimal seconds = Numbers.bounded(Functions.number("todate", in)).setScale(0, RoundingMode.FLOOR);
            return Values.text(Instant.ofEpochSecond(seconds.longValueExact()).toString());
        } catch (DateTimeException | ArithmeticException e) {
            throw new JqEvaluationException("'todate' got a number that is not a valid date");
        }
    }

    private static JsonNode fromDate(JsonNode in) throws JqEvaluationException {
        try {
            return Numbers.of(Instant.parse(Functions.text("fromdate", in))
                    .truncatedTo(ChronoUnit.SECONDS)
                    .getEpochSecond());
        } catch (DateTimeException e) {
            throw new JqEvaluationException("'fromdate' got a string that is not an ISO 8601 date");
        }
    }

    private static JsonNode toNumber(JsonNode in) throws JqEvaluationException {
        if (in.isNumber()) {
            return in;
        }
        try {
            JsonNode number = Json.read(Functions.text("tonumber", in).strip());
            if (number.isNumber()) {
                return number;
            }
        } catch (Json.Malformed e) {
            throw new JqEvaluationException("'tonumber' got a string that is not a number");
        }
        throw new JqEvaluationException("'tonumber' got a string that is not a number");
    }
}
