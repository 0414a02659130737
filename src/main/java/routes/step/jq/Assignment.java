package routes.step.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Forms that change places in a value: {@code =}, {@code |=}, {@code +=} and so on. */
final class Assignment {

    private Assignment() {}

    static Expression of(String operator, Expression target, Expression source) {
        switch (operator) {
            case "|=":
                return new Update(target, source);
            case "=":
                return new Put(target, source, (old, value, budget) -> value);
            case "//=":
                return new Put(target, source, (old, value, budget) -> Values.isTrue(old) ? old : value);
            default:
                return new Put(target, source, Operation.calculation(operator.substring(0, operator.length() - 1)));
        }
    }

    /** Every place becomes what the calculation makes of it and of a value of the source. */
    private record Put(Expression target, Expression source, Operation.Calculation calculation) implements Expression {
        @Override
        public void each(Spot in, Scope scope, Sink out) throws JqFailure {
            source.each(in.untracked(), scope, value -> {
                JsonNode changed = in.value();
                for (List<JsonNode> path : target.paths(in.value(), scope)) {
                    JsonNode old = Places.get(changed, path, scope.budget());
                    JsonNode made = calculation.of(old, value.value(), scope.budget());
                    changed = Places.set(changed, path, made, scope.budget());
                }
                out.accept(Spot.plain(changed));
            });
        }
    }

    /** Every place becomes the first result for its own value; where there is none it is removed. */
    record Update(Expression target, Expression source) implements Expression {
        @Override
        public void each(Spot in, Scope scope, Sink out) throws JqFailure {
            JsonNode changed = in.value();
            List<List<JsonNode>> removed = new ArrayList<>();
            for (List<JsonNode> path : target.paths(in.value(), scope)) {
                List<JsonNode> made = source.all(Places.get(changed, path, scope.budget()), scope);
                if (made.isEmpty()) {
                    removed.add(path);
                } else {
                    changed = Places.set(changed, path, made.get(0), scope.budget());
                }
            }
            out.accept(Spot.plain(Places.delete(changed, removed, scope.budget())));
        }
    }
}
