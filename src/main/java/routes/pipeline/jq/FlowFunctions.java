package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
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
                Map.entry("error/0", (in, scope, args, out) -> raise(new PathExpressions.Identity())),
                Map.entry("error/1", (in, scope, args, out) -> raise(args.get(0))),
                Map.entry(
                        "not/0", Functions.values((in, args, b) -> Values.bool(!OperatorExpressions.truth("not", in)))),
                Map.entry("select/1", FlowFunctions::select),
                Map.entry("recurse/0", (in, scope, args, out) -> descend(in, scope, out)),
                Map.entry("recurse/1", (in, scope, args, out) -> recurse(in, scope, args.get(0), out)),
                Map.entry(
                        "map/1",
                        (in, scope, args, out) -> new ConstructionExpressions.Items(new ControlExpressions.Pipe(
                                        new PathExpressions.Iterate(new PathExpressions.Identity()), args.get(0)))
                                .each(in, scope, out)),
                Map.entry("first/1", (in, scope, args, out) -> limit(1, args.get(0), in, scope, out)),
                Map.entry("limit/2", (in, scope, args, out) -> {
                    for (JsonNode most : args.get(0).all(in.value(), scope)) {
                        limit(Numbers.position(Functions.number("limit", most)), args.get(1), in, scope, out);
                    }
                }),
                Map.entry("last/1", (in, scope, args, out) -> last(args.get(0), in, scope, out)),
                Map.entry("until/2", FlowFunctions::until),
                Map.entry("range/1", (in, scope, args, out) -> range(List.of(zero(), args.get(0)), in, scope, out)),
                Map.entry("range/2", (in, scope, args, out) -> range(args, in, scope, out)),
                Map.entry("isempty/1", (in, scope, args, out) -> {
                    boolean[] found = new boolean[1];
                    limit(1, args.get(0), in.untracked(), scope, any -> found[0] = true);
                    out.accept(PathValue.plain(Values.bool(!found[0])));
                }),
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

    private static Expression zero() {
        return new ControlExpressions.Literal(Numbers.of(0));
    }

    /** Keeps the message only if it is a literal in the expression: a computed one could contain a value of the body. */
    private static void raise(Expression message) throws JqEvaluationException {
        boolean written = message instanceof ControlExpressions.Literal
                && ((ControlExpressions.Literal) message).value().isTextual();
        throw new JqEvaluationException(
                written
                        ? ((ControlExpressions.Literal) message).value().textValue()
                        : "the expression raised an error");
    }

    private static void select(PathValue in, Scope scope, List<Expression> args, Expression.Sink out)
            throws JqEvaluationException {
        args.get(0).each(in.untracked(), scope, answer -> {
            if (Values.isTrue(answer.value())) {
                out.accept(in);
            }
        });
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

    private static void recurse(PathValue in, Scope scope, Expression step, Expression.Sink out)
            throws JqEvaluationException {
        out.accept(in);
        scope.budget().enter();
        step.each(in, scope, next -> recurse(next, scope, step, out));
        scope.budget().leave();
    }

    private static void limit(int most, Expression of, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        if (most <= 0) {
            return;
        }
        JqEvaluationException stop = JqEvaluationException.limit("enough");
        int[] taken = new int[1];
        try {
            of.each(in, scope, result -> {
                out.accept(result);
                if (++taken[0] >= most) {
                    throw stop;
                }
            });
        } catch (JqEvaluationException failure) {
            if (failure != stop) {
                throw failure;
            }
        }
    }

    private static void last(Expression of, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        PathValue[] last = new PathValue[1];
        of.each(in, scope, result -> last[0] = result);
        if (last[0] != null) {
            out.accept(last[0]);
        }
    }

    private static void until(PathValue in, Scope scope, List<Expression> args, Expression.Sink out)
            throws JqEvaluationException {
        JsonNode state = in.value();
        while (!Values.isTrue(one("until", args.get(0), state, scope))) {
            scope.budget().spend(1);
            state = one("until", args.get(1), state, scope);
        }
        out.accept(PathValue.plain(state));
    }

    private static JsonNode one(String function, Expression of, JsonNode in, Scope scope) throws JqEvaluationException {
        List<JsonNode> results = of.all(in, scope);
        if (results.size() != 1) {
            throw new JqEvaluationException("'" + function + "' needs one result, but got " + results.size());
        }
        return results.get(0);
    }

    private static void range(List<Expression> args, PathValue in, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        for (JsonNode from : args.get(0).all(in.value(), scope)) {
            for (JsonNode to : args.get(1).all(in.value(), scope)) {
                JsonNode at = Functions.number("range", from);
                Functions.number("range", to);
                while (Numbers.compare(at, to) < 0) {
                    scope.budget().spend(1);
                    out.accept(PathValue.plain(at));
                    at = Numbers.add(at, Numbers.of(1));
                }
            }
        }
    }
}
