package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A predicate that is true where some part of the event equals one of some values that are written in the program: {@code .type
 * == "a" or "b" == .type}. Immutable.
 *
 * @param of a path, perhaps with a default, that has one result and always the same one for an event
 */
record EqualityTest(Expression of, List<JsonNode> values) {

    /** Empty for every other expression. */
    static Optional<EqualityTest> of(Expression predicate) {
        boolean isOr = predicate instanceof OperatorExpressions.Logic logic && logic.decisive();
        List<Expression> parts = isOr ? Implication.parts(predicate) : List.of(predicate);
        List<JsonNode> values = new ArrayList<>();
        Expression of = null;
        for (Expression part : parts) {
            Optional<EqualityTest> single = ofOne(part);
            if (single.isEmpty() || of != null && !of.equals(single.get().of)) {
                return Optional.empty();
            }
            of = single.get().of;
            values.addAll(single.get().values);
        }
        return Optional.of(new EqualityTest(of, List.copyOf(values)));
    }

    private static Optional<EqualityTest> ofOne(Expression part) {
        return Optional.of(part)
                .filter(OperatorExpressions.Binary.class::isInstance)
                .map(OperatorExpressions.Binary.class::cast)
                .filter(binary -> binary.operator().equals("=="))
                .flatMap(binary ->
                        compared(binary.left(), binary.right()).or(() -> compared(binary.right(), binary.left())));
    }

    private static Optional<EqualityTest> compared(Expression side, Expression other) {
        return isPath(side) ? constant(other).map(value -> new EqualityTest(side, List.of(value))) : Optional.empty();
    }

    private static boolean isPath(Expression side) {
        if (side instanceof ControlExpressions.Otherwise otherwise) {
            return isPath(otherwise.first()) && otherwise.second() instanceof ControlExpressions.Literal;
        }
        if (side instanceof PathExpressions.Index index) {
            return !index.optional() && index.key() instanceof ControlExpressions.Literal && isPath(index.of());
        }
        return side instanceof PathExpressions.Identity || side instanceof BindingExpressions.Fact;
    }

    /** A negative number is a difference in the language. */
    private static Optional<JsonNode> constant(Expression side) {
        if (side instanceof ControlExpressions.Literal literal) {
            return Optional.of(literal.value()).filter(JsonNode::isValueNode);
        }
        boolean isNegative = side instanceof OperatorExpressions.Binary binary
                && binary.operator().equals("-")
                && binary.left().equals(ControlExpressions.Literal.of(0))
                && binary.right() instanceof ControlExpressions.Literal;
        try {
            return isNegative
                    ? Optional.of(side.all(Values.nothing(), Scope.of(new Evaluation(JqInput.ofBody(Values.nothing()))))
                            .get(0))
                    : Optional.empty();
        } catch (JqEvaluationException e) {
            return Optional.empty(); // it fails for every event
        }
    }
}
