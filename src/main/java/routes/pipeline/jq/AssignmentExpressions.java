package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Expressions that change parts of a value: {@code =}, {@code |=}, {@code +=} and so on. */
final class AssignmentExpressions {

    private AssignmentExpressions() {}

    static Expression of(String operator, Expression target, Expression source) {
        switch (operator) {
            case "|=":
                return new Update(target, source);
            case "=":
                return new Put("=", target, source, (old, value, budget) -> value);
            case "//=":
                return new Put(operator, target, source, (old, value, budget) -> Values.isTrue(old) ? old : value);
            default:
                return new Put(
                        operator,
                        target,
                        source,
                        OperatorExpressions.calculation(operator.substring(0, operator.length() - 1)));
        }
    }

    /** An assignment gives the whole value, which is a list or an object if the target is a part of it. */
    private static Set<ValueType> changed(Expression target) {
        return isPart(target) ? Set.of(ValueType.ARRAY, ValueType.OBJECT) : ValueType.ANY;
    }

    private static boolean isPart(Expression target) {
        if (target instanceof ControlExpressions.Pipe) {
            return isPart(((ControlExpressions.Pipe) target).first());
        }
        if (target instanceof ControlExpressions.Comma) {
            return isPart(((ControlExpressions.Comma) target).first())
                    && isPart(((ControlExpressions.Comma) target).second());
        }
        return target instanceof PathExpressions.Index && !((PathExpressions.Index) target).optional()
                || target instanceof PathExpressions.Iterate && !((PathExpressions.Iterate) target).optional()
                || target instanceof PathExpressions.Slice && !((PathExpressions.Slice) target).optional();
    }

    /** Replaces each path of the target by the result of a calculation with its value and a value of the source. */
    record Put(String operator, Expression target, Expression source, OperatorExpressions.Calculation calculation)
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

        @Override
        public Expression compiled() {
            Put compiled = new Put(operator, target.compiled(), source.compiled(), calculation);
            return Single.of(this, List.of(compiled.source), parts -> Single.captured(compiled))
                    .orElse(compiled);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return changed(target);
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

        @Override
        public Expression compiled() {
            return new Single(this, Single.captured(new Update(target.compiled(), source.compiled())));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return changed(target);
        }
    }
}
