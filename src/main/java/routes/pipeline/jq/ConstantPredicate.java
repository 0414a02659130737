package routes.pipeline.jq;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds operators whose result is the same for every event for which they do not fail. */
final class ConstantPredicate {

    private ConstantPredicate() {}

    static Optional<Boolean> of(OperatorExpressions.Binary comparison) {
        boolean isEquality = Set.of("==", "!=").contains(comparison.operator());
        if (!isEquality && !Set.of("<", "<=", ">", ">=").contains(comparison.operator())) {
            return Optional.empty();
        }
        Expression left = comparison.left();
        Expression right = comparison.right();
        boolean reflexive = Set.of("==", "<=", ">=").contains(comparison.operator());
        if (left instanceof ControlExpressions.Literal && right instanceof ControlExpressions.Literal) {
            return ofLiterals(comparison);
        }
        if (left.equals(right) && isSingle(left)) {
            return Optional.of(reflexive);
        }
        Set<ValueType> some = left.types(ValueType.ANY);
        Set<ValueType> others = right.types(ValueType.ANY);
        boolean never = ValueType.common(some, others).isEmpty() && !some.isEmpty() && !others.isEmpty();
        return isEquality && never ? Optional.of(comparison.operator().equals("!=")) : Optional.empty();
    }

    private static Optional<Boolean> ofLiterals(OperatorExpressions.Binary comparison) {
        try {
            return Optional.of(comparison
                    .calculation()
                    .of(
                            ((ControlExpressions.Literal) comparison.left()).value(),
                            ((ControlExpressions.Literal) comparison.right()).value(),
                            new Budget())
                    .booleanValue());
        } catch (JqEvaluationException e) {
            return Optional.empty(); // it fails for every event, which its types say
        }
    }

    /** Whether it has exactly one result, the same one each time. */
    private static boolean isSingle(Expression expression) {
        return PathText.of(expression).filter(path -> !path.contains("[]")).isPresent();
    }

    static Optional<Boolean> of(OperatorExpressions.Logic logic) {
        boolean decisive = logic.decisive();
        List<Expression> parts = Implication.parts(logic);
        if (parts.stream()
                .anyMatch(part ->
                        part.constant().filter(holds -> holds == decisive).isPresent())) {
            return Optional.of(decisive);
        }
        if (parts.stream().allMatch(part -> part.constant().isPresent())) {
            return Optional.of(!decisive);
        }
        Implication implication = new Implication();
        boolean decided = decisive ? implication.covers(logic) : implication.excludes(logic);
        return decided ? Optional.of(decisive) : Optional.empty();
    }
}
