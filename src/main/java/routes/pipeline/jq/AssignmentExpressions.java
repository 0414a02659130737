package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Expressions that change parts of a value: {@code =}, {@code |=}, {@code +=} and so on. */
final class AssignmentExpressions {

    private AssignmentExpressions() {}

    static Expression of(String operator, Expression target, Expression source) {
        switch (operator) {
            case "|=":
                return new Update(target, source);
            case "=":
                return new Put(target, source, (old, value, budget) -> value);
            case "//=":
                return new Put(target, source, (old, value, budget) -> Values.isTrue(old) ? old : value);
            default:
                return new Put(
                        target, source, OperatorExpressions.calculation(operator.substring(0, operator.length() - 1)));
        }
    }

    /** Replaces each path of the target by the result of a calculation with its value and a value of the source. */
    private record Put(Expression target, Expression source, OperatorExpressions.Calculation calculation)
            implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            source.each(in.untracked(), scope, value -> {
                JsonNode changed = in.value();
                for (List<JsonNode> path : target.paths(in.value(), scope)) {
                    JsonNode old = Paths.get(changed, path, scope.budget());
                    JsonNode made = calculation.of(old, value.value(), scope.budget());
                    changed = Paths.set(changed, path, made, scope.budget());
                }
                out.accept(PathValue.plain(changed));
            });
        }
    }

    /** Replaces each path of the target by the first result for its value; removes it if there is no result. */
    record Update(Expression target, Expression source) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            JsonNode changed = in.value();
            List<List<JsonNode>> removed = new ArrayList<>();
            for (List<JsonNode> path : target.paths(in.value(), scope)) {
                List<JsonNode> made = source.all(Paths.get(changed, path, scope.budget()), scope);
                if (made.isEmpty()) {
                    removed.add(path);
                } else {
                    changed = Paths.set(changed, path, made.get(0), scope.budget());
                }
            }
            out.accept(PathValue.plain(PathDeletion.delete(changed, removed, scope.budget())));
        }
    }
}
