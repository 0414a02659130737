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
                Map.entry("add/0", Functions.single((in, scope, args, out) -> out.accept(sum(each(), in, scope)))),
                Map.entry("add/1", Functions.single((in, scope, args, out) -> out.accept(sum(args.get(0), in, scope)))),
                Map.entry("any/0", decided("any", true)),
                Map.entry("all/0", decided("all", false)),
                Map.entry("any/1", decided("any", true)),
                Map.entry("all/1", decided("all", false)),
                Map.entry("any/2", decided("any", true)),
                Map.entry("all/2", decided("all", false)),
                Map.entry(
                        "first/0",
                        Functions.single((in, scope, args, out) ->
                                at(ControlExpressions.Literal.of(0)).each(in, scope, out))),
                Map.entry(
                        "last/0",
                        Functions.single((in, scope, args, out) ->
                                at(ControlExpressions.Literal.of(-1)).each(in, scope, out))),
                Map.entry("nth/1", (in, scope, args, out) -> at(args.get(0)).each(in, scope, out)),
                Map.entry("flatten/0", Functions.values((in, args, b) -> flattened(in, Integer.MAX_VALUE, b))),
                Map.entry("flatten/1", Functions.values((in, args, b) -> flattened(in, depth(args.get(0)), b))),
                Map.entry("bsearch/1", Functions.values((in, args, b) -> position(in, args.get(0), b))),
                Map.entry("reverse/0", Functions.values(ListFunctions::reversed)));
    }

    private static Expression at(Expression index) {
        return new PathExpressions.Index(itself(), index, false);
    }

    private static Expression itself() {
        return new PathExpressions.Identity();
    }

    private static Expression each() {
        return new PathExpressions.Iterate(new PathExpressions.Identity(), false);
    }

    /** Items with the same key, in the order of the list. */
    private record Group(JsonNode by, List<JsonNode> items) {}

    private interface OfGroups {
        JsonNode of(List<Group> groups);
    }

    private static Function by(String name, OfGroups function) {
        return Functions.single((in, scope, args, out) -> {
            List<JsonNode> pairs = new ArrayList<>();
            for (JsonNode item : Functions.list(name, in.value())) {
                JsonNode by = args.isEmpty() ? item : Values.array(args.get(0).all(item, scope));
                scope.budget().spendCopy(4);
                pairs.add(Values.array(List.of(by, item)));
            }
            out.accept(PathValue.plain(function.of(groups(pairs, scope.budget()))));
        });
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
        try {
            copy.sort((a, b) -> {
                try {
                    return order.of(a, b);
                } catch (JqEvaluationException e) {
                    throw new Unsorted(e);
                }
            });
        } catch (Unsorted e) {
            throw e.reason;
        }
        return copy;
    }

    /** Leaves a sort, which cannot throw checked exceptions. */
    private static final class Unsorted extends RuntimeException {
        private final transient JqEvaluationException reason;

        Unsorted(JqEvaluationException reason) {
            super(null, null, false, false);
            this.reason = reason;
        }
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

    /** The sum of the results; JSON's null if there are none. */
    private static PathValue sum(Expression items, PathValue in, Scope scope) throws JqEvaluationException {
        Sum sum = new Sum(scope.budget());
        items.each(in.untracked(), scope, item -> sum.add(item.value()));
        return PathValue.plain(sum.value());
    }

    /** Looks at one item after the other, and ends with the first that decides. */
    private static Function decided(String name, boolean decisive) {
        return Functions.single((in, scope, args, out) -> {
            Expression items = args.size() == 2 ? args.get(0) : each();
            Expression question = args.isEmpty() ? itself() : args.get(args.size() - 1);
            boolean[] found = new boolean[1];
            ControlExpressions.until(
                    stop -> items.each(
                            in.untracked(),
                            scope,
                            item -> question.each(item, scope, answer -> {
                                scope.budget().spend(1);
                                if (OperatorExpressions.truth(name, answer.value()) == decisive) {
                                    found[0] = true;
                                    throw stop;
                                }
                            })),
                    scope.budget());
            out.accept(PathValue.plain(Values.bool(found[0] == decisive)));
        });
    }

    private static int depth(JsonNode number) throws JqEvaluationException {
        int depth = Numbers.position(Functions.number("flatten", number));
        if (depth < 0) {
            throw new JqEvaluationException("'flatten' needs a depth that is not negative");
        }
        return depth;
    }

    private static JsonNode flattened(JsonNode in, int depth, Budget budget) throws JqEvaluationException {
        ArrayNode flat = Values.array();
        if (!in.isContainerNode()) {
            throw new JqEvaluationException("'flatten' needs an array, but got " + Values.type(in)).about(in);
        }
        flatten(in, depth, flat, budget);
        return flat;
    }

    private static void flatten(JsonNode list, int depth, ArrayNode into, Budget budget) throws JqEvaluationException {
        budget.enter();
        for (JsonNode item : list) {
            budget.spendResult();
            if (item.isArray() && depth > 0) {
                flatten(item, depth - 1, into, budget);
            } else {
                into.add(item);
            }
        }
        budget.leave();
    }

    /** The position in a sorted list; or, where it is not there, -1 minus the position at which it would be inserted. */
    private static JsonNode position(JsonNode in, JsonNode wanted, Budget budget) throws JqEvaluationException {
        int low = 0;
        int high = Functions.list("bsearch", in).size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Values.compare(in.get(middle), wanted, budget);
            if (order == 0) {
                return Numbers.of(middle);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return Numbers.of(-1 - low);
    }

    private static JsonNode reversed(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        if (in.isNull()) {
            return Values.array();
        }
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
