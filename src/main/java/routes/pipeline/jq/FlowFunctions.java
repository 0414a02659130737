package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import routes.pipeline.jq.Functions.Function;

/** Functions that select and repeat. */
final class FlowFunctions {

    private FlowFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("empty/0", (in, scope, args, out) -> {}),
                Map.entry("error/0", (in, scope, args, out) -> {
                    throw JqEvaluationException.raised(ErrorReason.unknown(), in.value());
                }),
                Map.entry("error/1", (in, scope, args, out) -> {
                    String reason = ErrorReason.of(args.get(0));
                    args.get(0).each(in.untracked(), scope, value -> {
                        throw JqEvaluationException.raised(reason, value.value());
                    });
                }),
                Map.entry(
                        "not/0", Functions.values((in, args, b) -> Values.bool(!OperatorExpressions.truth("not", in)))),
                Map.entry("select/1", (in, scope, args, out) -> new Select(args.get(0)).each(in, scope, out)),
                Map.entry("recurse/0", (in, scope, args, out) -> descend(in, scope, out)),
                Map.entry(
                        "recurse/1",
                        (in, scope, args, out) -> new Repetition(args.get(0), always()).each(in, scope, out)),
                Map.entry(
                        "recurse/2",
                        (in, scope, args, out) -> new Repetition(
                                        new ControlExpressions.Pipe(args.get(0), new Select(args.get(1))), always())
                                .each(in, scope, out)),
                Map.entry(
                        "map/1",
                        Functions.single((in, scope, args, out) -> new ConstructionExpressions.Items(
                                        new ControlExpressions.Pipe(
                                                new PathExpressions.Iterate(new PathExpressions.Identity(), false),
                                                args.get(0)))
                                .each(in, scope, out))),
                Map.entry("first/1", (in, scope, args, out) -> limit(1, args.get(0), in, scope, out)),
                Map.entry("limit/2", (in, scope, args, out) -> {
                    for (JsonNode most : args.get(0).all(in, scope)) {
                        limit(count("limit", most), args.get(1), in, scope, out);
                    }
                }),
                Map.entry("skip/2", (in, scope, args, out) -> {
                    for (JsonNode skipped : args.get(0).all(in, scope)) {
                        int[] left = {count("skip", skipped)};
                        args.get(1).each(in, scope, result -> {
                            if (--left[0] < 0) {
                                out.accept(result);
                            }
                        });
                    }
                }),
                Map.entry("nth/2", (in, scope, args, out) -> {
                    for (JsonNode index : args.get(0).all(in, scope)) {
                        int[] left = {count("nth", index)};
                        limit(left[0] + 1, args.get(1), in, scope, result -> {
                            if (--left[0] < 0) {
                                out.accept(result);
                            }
                        });
                    }
                }),
                Map.entry("last/1", (in, scope, args, out) -> last(args.get(0), in, scope, out)),
                Map.entry("until/2", FlowFunctions::until),
                Map.entry(
                        "while/2",
                        (in, scope, args, out) -> new Repetition(args.get(1), args.get(0)).each(in, scope, out)),
                Map.entry("repeat/1", FlowFunctions::repeat),
                Map.entry(
                        "builtins/0",
                        (in, scope, args, out) -> out.accept(PathValue.plain(Values.array(
                                FunctionCalls.known().map(Values::text).toList())))),
                Map.entry(
                        "range/1",
                        (in, scope, args, out) -> range(
                                List.of(
                                        ControlExpressions.Literal.of(0),
                                        args.get(0),
                                        ControlExpressions.Literal.of(1)),
                                in,
                                scope,
                                out)),
                Map.entry(
                        "range/2",
                        (in, scope, args, out) -> range(
                                List.of(args.get(0), args.get(1), ControlExpressions.Literal.of(1)), in, scope, out)),
                Map.entry("range/3", (in, scope, args, out) -> range(args, in, scope, out)),
                Map.entry(
                        "isempty/1",
                        Functions.single((in, scope, args, out) -> out.accept(PathValue.plain(Values.bool(
                                args.get(0).first(in.untracked(), scope).isEmpty()))))),
                Map.entry("arrays/0", only(JsonNode::isArray)),
                Map.entry("objects/0", only(JsonNode::isObject)),
                Map.entry("iterables/0", only(JsonNode::isContainerNode)),
                Map.entry("scalars/0", only(JsonNode::isValueNode)),
                Map.entry("booleans/0", only(JsonNode::isBoolean)),
                Map.entry("numbers/0", only(JsonNode::isNumber)),
                Map.entry("strings/0", only(JsonNode::isTextual)),
                Map.entry("nulls/0", only(JsonNode::isNull)),
                Map.entry("values/0", only(value -> !value.isNull())));
    }

    private static Expression always() {
        return new ControlExpressions.Literal(Values.bool(true));
    }

    private static int count(String function, JsonNode number) throws JqEvaluationException {
        int count = Numbers.position(Functions.number(function, number), RoundingMode.CEILING);
        if (count < 0) {
            throw new JqEvaluationException("'" + function + "' needs a number that is not negative");
        }
        return count;
    }

    /** The value itself, if the condition holds for it. */
    private record Select(Expression condition) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            condition.each(in.untracked(), scope, answer -> {
                if (Values.isTrue(answer.value())) {
                    out.accept(in);
                }
            });
        }
    }

    private static Function only(Predicate<JsonNode> kind) {
        return (in, scope, args, out) -> {
            if (kind.test(in.value())) {
                out.accept(in);
            }
        };
    }

    static void descend(PathValue in, Scope scope, Expression.Sink out) throws JqEvaluationException {
        out.accept(in);
        if (in.value().isContainerNode()) {
            scope.budget().enter();
            PathExpressions.children(in, scope, child -> descend(child, scope, out));
            scope.budget().leave();
        }
    }

    private static void limit(int most, Expression of, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        if (most <= 0) {
            return;
        }
        int[] taken = new int[1];
        ControlExpressions.until(
                stop -> of.each(in, scope, result -> {
                    taken[0]++;
                    out.accept(result);
                    if (taken[0] >= most) {
                        throw stop;
                    }
                }),
                scope.budget());
    }

    private static void last(Expression of, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        PathValue[] last = new PathValue[1];
        of.each(in, scope, result -> last[0] = result);
        if (last[0] != null) {
            out.accept(last[0]);
        }
    }

    /** The same again and again, until it fails or whoever takes the results has enough. */
    private static void repeat(PathValue in, Scope scope, List<Expression> args, Expression.Sink out)
            throws JqEvaluationException {
        while (true) {
            scope.budget().spend(1);
            args.get(0).each(in, scope, out);
        }
    }

    /** Goes on from each result of the update, one after the other. */
    private static void until(PathValue in, Scope scope, List<Expression> args, Expression.Sink out)
            throws JqEvaluationException {
        Deque<PathValue> left = new ArrayDeque<>(List.of(in));
        while (!left.isEmpty()) {
            PathValue state = left.pop();
            scope.budget().spend(1);
            List<PathValue> next = new ArrayList<>();
            args.get(0).each(state.untracked(), scope, done -> {
                if (Values.isTrue(done.value())) {
                    out.accept(state);
                } else {
                    args.get(1).each(state, scope, next::add);
                }
            });
            scope.budget().spend(next.size());
            Collections.reverse(next);
            next.forEach(left::push);
        }
    }

    private static void range(List<Expression> args, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        for (JsonNode from : args.get(0).all(in, scope)) {
            for (JsonNode to : args.get(1).all(in, scope)) {
                for (JsonNode by : args.get(2).all(in, scope)) {
                    range(Functions.number("range", from), Functions.number("range", to), by, scope, out);
                }
            }
        }
    }

    private static void range(JsonNode from, JsonNode to, JsonNode by, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        int direction = Numbers.compare(Functions.number("range", by), Numbers.of(0));
        for (JsonNode at = from; Numbers.compare(at, to) * direction < 0; at = Numbers.add(at, by)) {
            scope.budget().spend(1);
            out.accept(PathValue.plain(at));
        }
        if (direction == 0 && Numbers.compare(from, to) < 0) {
            throw JqEvaluationException.limit("'range' by 0 never ends");
        }
    }
}
