package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
                List<List<JsonNode>> paths = target.paths(in.value(), scope);
                PathEditor editor = new PathEditor(in.value(), paths.size(), scope.budget());
                for (List<JsonNode> path : paths) {
                    editor.set(path, calculation.of(editor.get(path), value.value(), scope.budget()));
                }
                out.accept(PathValue.plain(editor.value()));
            });
        }
    }

    /** Replaces each path of the target by the first result for its value; removes it if there is no result. */
    record Update(Expression target, Expression source) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            List<List<JsonNode>> paths = target.paths(in.value(), scope);
            PathEditor editor = new PathEditor(in.value(), paths.size(), scope.budget());
            List<List<JsonNode>> removed = new ArrayList<>();
            for (List<JsonNode> path : paths) {
                Optional<PathValue> made = source.first(PathValue.plain(editor.get(path)), scope);
                if (made.isPresent()) {
                    editor.set(path, made.get().value());
                } else {
                    removed.add(path);
                }
            }
            out.accept(PathValue.plain(PathDeletion.delete(editor.value(), removed, scope.budget())));
        }
    }
}
