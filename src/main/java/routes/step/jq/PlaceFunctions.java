package routes.step.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import routes.step.jq.Functions.Function;

/** Functions about places in a value. */
final class PlaceFunctions {

    private PlaceFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("path/1", (in, scope, args, out) -> {
                    for (List<JsonNode> path : args.get(0).paths(in.value(), scope)) {
                        out.accept(Spot.plain(Values.array(path)));
                    }
                }),
                Map.entry(
                        "paths/0",
                        (in, scope, args, out) -> paths(in, scope, new Control.Literal(Values.bool(true)), out)),
                Map.entry("paths/1", (in, scope, args, out) -> paths(in, scope, args.get(0), out)),
                Map.entry("getpath/1", PlaceFunctions::getPath),
                Map.entry(
                        "setpath/2",
                        Functions.values((in, args, budget) -> Places.set(in, keys(args.get(0)), args.get(1), budget))),
                Map.entry("delpaths/1", Functions.values((in, args, budget) -> {
                    List<List<JsonNode>> all = new ArrayList<>();
                    for (JsonNode path : Functions.list("delpaths", args.get(0))) {
                        all.add(keys(path));
                    }
                    return Places.delete(in, all, budget);
                })),
                Map.entry(
                        "del/1",
                        (in, scope, args, out) -> out.accept(Spot.plain(
                                Places.delete(in.value(), args.get(0).paths(in.value(), scope), scope.budget())))),
                Map.entry("pick/1", (in, scope, args, out) -> {
                    JsonNode picked = Values.nothing();
                    for (List<JsonNode> path : args.get(0).paths(in.value(), scope)) {
                        JsonNode value = Places.get(in.value(), path, scope.budget());
                        picked = Places.set(picked, path, value, scope.budget());
                    }
                    out.accept(Spot.plain(picked));
                }),
                Map.entry(
                        "map_values/1",
                        (in, scope, args, out) -> new Assignment.Update(
                                        new Access.Iterate(new Access.Identity()), args.get(0))
                                .each(in, scope, out)),
                Map.entry("walk/1", (in, scope, args, out) -> walk(in.value(), scope, args.get(0), out)));
    }

    private static void getPath(Spot in, Scope scope, List<Expression> args, Expression.Sink out) throws JqFailure {
        for (JsonNode path : args.get(0).all(in.value(), scope)) {
            Spot spot = in;
            for (JsonNode key : Functions.list("getpath", path)) {
                spot = spot.child(key, Access.get(spot.value(), key, scope.budget()));
            }
            out.accept(spot);
        }
    }

    private static List<JsonNode> keys(JsonNode path) throws JqFailure {
        List<JsonNode> keys = new ArrayList<>();
        Functions.list("path", path).forEach(keys::add);
        return keys;
    }

    private static void paths(Spot in, Scope scope, Expression wanted, Expression.Sink out) throws JqFailure {
        FlowFunctions.descend(Spot.root(in.value()), scope, place -> {
            if (place.parent() != null) {
                wanted.each(place.untracked(), scope, answer -> {
                    if (Values.isTrue(answer.value())) {
                        out.accept(Spot.plain(Values.array(place.path())));
                    }
                });
            }
        });
    }

    /** From the innermost values outwards. */
    private static void walk(JsonNode value, Scope scope, Expression change, Expression.Sink out) throws JqFailure {
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
                walk(field.getValue(), scope, change, made -> fields.set(field.getKey(), made.value()));
            }
            inner = fields;
        }
        scope.budget().leave();
        change.each(Spot.plain(inner), scope, out);
    }
}
