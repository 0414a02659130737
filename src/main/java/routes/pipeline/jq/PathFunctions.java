package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import routes.pipeline.jq.Functions.Function;

/** Functions of paths in a value. */
final class PathFunctions {

    private PathFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("path/1", (in, scope, args, out) -> {
                    for (List<JsonNode> path : args.get(0).paths(in.value(), scope)) {
                        scope.budget().spendCopy(path.size());
                        out.accept(PathValue.plain(Values.array(path)));
                    }
                }),
                Map.entry(
                        "paths/0",
                        (in, scope, args, out) ->
                                paths(in, scope, new ControlExpressions.Literal(Values.bool(true)), out)),
                Map.entry("paths/1", (in, scope, args, out) -> paths(in, scope, args.get(0), out)),
                Map.entry("getpath/1", PathFunctions::getPath),
                Map.entry(
                        "setpath/2",
                        Functions.values((in, args, budget) -> Paths.set(in, keys(args.get(0)), args.get(1), budget))),
                Map.entry("delpaths/1", Functions.values((in, args, budget) -> {
                    List<List<JsonNode>> all = new ArrayList<>();
                    for (JsonNode path : Functions.list("delpaths", args.get(0))) {
                        all.add(keys(path));
                    }
                    return PathDeletion.delete(in, all, budget);
                })),
                Map.entry(
                        "del/1",
                        (in, scope, args, out) -> out.accept(PathValue.plain(PathDeletion.delete(
                                in.value(), args.get(0).paths(in.value(), scope), scope.budget())))),
                Map.entry("pick/1", (in, scope, args, out) -> {
                    JsonNode picked = Values.nothing();
                    for (List<JsonNode> path : args.get(0).paths(in.value(), scope)) {
                        JsonNode value = Paths.get(in.value(), path, scope.budget());
                        picked = Paths.set(picked, path, value, scope.budget());
                    }
                    out.accept(PathValue.plain(picked));
                }),
                Map.entry(
                        "map_values/1",
                        (in, scope, args, out) -> new AssignmentExpressions.Update(
                                        new PathExpressions.Iterate(new PathExpressions.Identity(), false), args.get(0))
                                .each(in, scope, out)),
                Map.entry("walk/1", (in, scope, args, out) -> walk(in.value(), scope, args.get(0), out)));
    }

    private static void getPath(PathValue in, Scope scope, List<Expression> args, Expression.Sink out)
            throws JqEvaluationException {
        for (JsonNode path : args.get(0).all(in, scope)) {
            PathValue spot = in;
            for (JsonNode key : Functions.list("getpath", path)) {
                scope.budget().spend(1);
                spot = spot.child(key, PathExpressions.get(spot.value(), key, scope.budget()));
            }
            out.accept(spot);
        }
    }

    private static List<JsonNode> keys(JsonNode path) throws JqEvaluationException {
        List<JsonNode> keys = new ArrayList<>();
        Functions.list("path", path).forEach(keys::add);
        return keys;
    }

    private static void paths(PathValue in, Scope scope, Expression wanted, Expression.Sink out)
            throws JqEvaluationException {
        FlowFunctions.descend(PathValue.root(in.value()), scope, place -> {
            if (!place.isRoot()) {
                wanted.each(place.untracked(), scope, answer -> {
                    if (Values.isTrue(answer.value())) {
                        List<JsonNode> path = place.path();
                        scope.budget().spendCopy(path.size());
                        out.accept(PathValue.plain(Values.array(path)));
                    }
                });
            }
        });
    }

    /** Applies the expression to the innermost values first. A field becomes the first result, and goes if there is none. */
    private static void walk(JsonNode value, Scope scope, Expression change, Expression.Sink out)
            throws JqEvaluationException {
        scope.budget().enter();
        scope.budget().spendCopy(value.size());
        JsonNode inner = value;
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            for (JsonNode item : value) {
                walk(item, scope, change, made -> items.add(made.value()));
            }
            inner = Values.array(items);
        } else if (value.isObject()) {
            ObjectNode fields = Values.object();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Expression walked = (in, outer, sink) -> walk(in.value(), outer, change, sink);
                walked.first(PathValue.plain(field.getValue()), scope)
                        .ifPresent(made -> fields.set(field.getKey(), made.value()));
            }
            inner = fields;
        }
        scope.budget().leave();
        change.each(PathValue.plain(inner), scope, out);
    }
}
