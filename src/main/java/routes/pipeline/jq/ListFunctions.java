package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import routes.pipeline.jq.Functions.Function;

/** Functions of lists: sorting, grouping, sums. */
final class ListFunctions {

    private ListFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("sort/0", by("sort", ListFunctions::flat)),
                Map.entry("sort_by/1", by("sort_by", ListFunctions::flat)),
                Map.entry("group_by/1", by("group_by", groups -> Values.array(lists(groups)))),
                Map.entry("unique/0", by("unique", ListFunctions::firsts)),
                Map.entry("unique_by/1", by("unique_by", ListFunctions::firsts)),
                Map.entry("min/0", by("min", ListFunctions::least)),
                Map.entry("min_by/1", by("min_by", ListFunctions::least)),
                Map.entry("max/0", by("max", ListFunctions::greatest)),
                Map.entry("max_by/1", by("max_by", ListFunctions::greatest)),
                Map.entry(
                        "add/0",
                        (in, scope, args, out) ->
                                out.accept(PathValue.plain(sum(each().all(in.value(), scope), scope.budget())))),
                Map.entry(
                        "add/1",
                        (in, scope, args, out) ->
                                out.accept(PathValue.plain(sum(args.get(0).all(in.value(), scope), scope.budget())))),
                Map.entry(
                        "any/0",
                        (in, scope, args, out) -> out.accept(decided("any", each(), itself(), in, scope, true))),
                Map.entry(
                        "all/0",
                        (in, scope, args, out) -> out.accept(decided("all", each(), itself(), in, scope, false))),
                Map.entry(
                        "any/1",
                        (in, scope, args, out) -> out.accept(decided("any", each(), args.get(0), in, scope, true))),
                Map.entry(
                        "all/1",
                        (in, scope, args, out) -> out.accept(decided("all", each(), args.get(0), in, scope, false))),
                Map.entry(
                        "any/2",
                        (in, scope, args, out) ->
                                out.accept(decided("any", args.get(0), args.get(1), in, scope, true))),
                Map.entry(
                        "all/2",
                        (in, scope, args, out) ->
                                out.accept(decided("all", args.get(0), args.get(1), in, scope, false))),
                Map.entry(
                        "first/0",
                        Functions.values((in, args, budget) -> PathExpressions.get(in, Numbers.of(0), budget))),
                Map.entry(
                        "last/0",
                        Functions.values((in, args, budget) -> PathExpressions.get(in, Numbers.of(-1), budget))),
                Map.entry(
                        "nth/1", Functions.values((in, args, budget) -> PathExpressions.get(in, args.get(0), budget))),
                Map.entry("flatten/0", Functions.values((in, args, b) -> flattened(in, Integer.MAX_VALUE, b))),
                Map.entry(
                        "flatten/1",
                        Functions.values((in, args, b) ->
                                flattened(in, Numbers.position(Functions.number("flatten", args.get(0))), b))),
                Map.entry("reverse/0", Functions.values(ListFunctions::reversed)));
    }

    private static Expression itself() {
        return new PathExpressions.Identity();
    }

    private static Expression each() {
        return new PathExpressions.Iterate(new PathExpressions.Identity());
    }

    /** Items with the same key, in the order of the list. */
    private record Group(JsonNode by, List<JsonNode> items) {}

    private interface OfGroups {
        JsonNode of(List<Group> groups);
    }

    private static Function by(String name, OfGroups function) {
        return (in, scope, args, out) -> {
            List<JsonNode> pairs = new ArrayList<>();
            for (JsonNode item : Functions.list(name, in.value())) {
                JsonNode by = args.isEmpty() ? item : Values.array(args.get(0).all(item, scope));
                pairs.add(Values.array(List.of(by, item)));
            }
            out.accept(PathValue.plain(function.of(groups(pairs, scope.budget()))));
        };
    }

    private static List<Group> groups(List<JsonNode> pairs, Budget budget) throws JqEvaluationException {
        List<Group> groups = new ArrayList<>();
        for (JsonNode pair : sortedBy(pairs, budget)) {
            Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last == null || !Values.equal(last.by(), pair.get(0), budget)) {
                last = new Group(pair.get(0), new ArrayList<>());
                groups.add(last);
            }
            last.items().add(pair.get(1));
        }
        return groups;
    }

    private static List<JsonNode> sortedBy(List<JsonNode> pairs, Budget budget) throws JqEvaluationException {
        return sorted(pairs, (a, b) -> Values.compare(a.get(0), b.get(0), budget), budget);
    }

    static List<JsonNode> sorted(List<JsonNode> values, Budget budget) throws JqEvaluationException {
        return sorted(values, (a, b) -> Values.compare(a, b, budget), budget);
    }

    private interface Order {
        int of(JsonNode a, JsonNode b) throws JqEvaluationException;
    }

    /** Sorts stably. The sort of the JDK does not allow checked exceptions, so they are wrapped and unwrapped. */
    private static List<JsonNode> sorted(List<JsonNode> values, Order order, Budget budget)
            throws JqEvaluationException {
        budget.spendCopy(values.size());
        List<JsonNode> copy = new ArrayList<>(values);
        JqEvaluationException[] failure = new JqEvaluationException[1];
        Collections.sort(copy, (a, b) -> {
            try {
                return failure[0] == null ? order.of(a, b) : 0;
            } catch (JqEvaluationException e) {
                failure[0] = e;
                return 0;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return copy;
    }

    private static JsonNode flat(List<Group> groups) {
        ArrayNode items = Values.array();
        groups.forEach(group -> items.addAll(group.items()));
        return items;
    }

    private static List<JsonNode> lists(List<Group> groups) {
        return groups.stream()
                .map(group -> (JsonNode) Values.array(group.items()))
                .toList();
    }

    private static JsonNode firsts(List<Group> groups) {
        return Values.array(groups.stream().map(group -> group.items().get(0)).toList());
    }

    private static JsonNode least(List<Group> groups) {
        return groups.isEmpty() ? Values.nothing() : groups.get(0).items().get(0);
    }

    private static JsonNode greatest(List<Group> groups) {
        if (groups.isEmpty()) {
            return Values.nothing();
        }
        List<JsonNode> last = groups.get(groups.size() - 1).items();
        return last.get(last.size() - 1);
    }

    /** The sum of the items; JSON's null if there are none. */
    private static JsonNode sum(List<JsonNode> items, Budget budget) throws JqEvaluationException {
        JsonNode sum = items.isEmpty() ? Values.nothing() : items.get(0);
        for (JsonNode item : items.subList(Math.min(1, items.size()), items.size())) {
            sum = OperatorExpressions.add(sum, item, budget);
        }
        return sum;
    }

    private static PathValue decided(
            String name, Expression items, Expression question, PathValue in, Scope scope, boolean decisive)
            throws JqEvaluationException {
        for (JsonNode item : items.all(in.value(), scope)) {
            for (JsonNode answer : question.all(item, scope)) {
                if (OperatorExpressions.truth(name, answer) == decisive) {
                    return PathValue.plain(Values.bool(decisive));
                }
            }
        }
        return PathValue.plain(Values.bool(!decisive));
    }

    private static JsonNode flattened(JsonNode in, int depth, Budget budget) throws JqEvaluationException {
        ArrayNode flat = Values.array();
        flatten(Functions.list("flatten", in), depth, flat, budget);
        return flat;
    }

    private static void flatten(JsonNode list, int depth, ArrayNode into, Budget budget) throws JqEvaluationException {
        budget.enter();
        for (JsonNode item : list) {
            budget.spend(4);
            if (item.isArray() && depth > 0) {
                flatten(item, depth - 1, into, budget);
            } else {
                into.add(item);
            }
        }
        budget.leave();
    }

    private static JsonNode reversed(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        budget.spendCopy(in.size());
        if (in.isTextual()) {
            budget.spendText(in.textValue().length());
            return Values.text(new StringBuilder(in.textValue()).reverse().toString());
        }
        List<JsonNode> items = new ArrayList<>();
        Functions.list("reverse", in).forEach(items::add);
        Collections.reverse(items);
        return Values.array(items);
    }
}
