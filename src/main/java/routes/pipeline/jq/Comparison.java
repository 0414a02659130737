package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** A comparison of some part of the event with a value that is written in the program. Immutable. */
record Comparison(Expression of, String operator, JsonNode with) {

    private static final Map<String, String> TURNED =
            Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");
    private static final Map<String, String> NEGATED =
            Map.of("==", "!=", "!=", "==", "<", ">=", "<=", ">", ">", "<=", ">=", "<");

    /** Empty for every other expression. The value may be on either side. */
    static Optional<Comparison> of(Expression expression) {
        if (!(expression instanceof OperatorExpressions.Binary)) {
            return Optional.empty();
        }
        OperatorExpressions.Binary binary = (OperatorExpressions.Binary) expression;
        if (!TURNED.containsKey(binary.operator())) {
            return Optional.empty();
        }
        if (binary.right() instanceof ControlExpressions.Literal) {
            return Optional.of(new Comparison(
                    binary.left(), binary.operator(), ((ControlExpressions.Literal) binary.right()).value()));
        }
        return binary.left() instanceof ControlExpressions.Literal
                ? Optional.of(new Comparison(
                        binary.right(),
                        TURNED.get(binary.operator()),
                        ((ControlExpressions.Literal) binary.left()).value()))
                : Optional.empty();
    }

    /** The comparison that is true where this one is false. */
    Comparison negated() {
        return new Comparison(of, NEGATED.get(operator), with);
    }

    /** Whether the other one is true wherever this one is true. */
    boolean implies(Comparison other) {
        if (!of.equals(other.of)) {
            return false;
        }
        if (operator.equals("==")) {
            return other.holdsFor(with);
        }
        if (operator.equals("!=")) {
            return other.operator.equals("!=")
                    && order(with, other.with).filter(order -> order == 0).isPresent();
        }
        boolean sameDirection = other.operator.charAt(0) == operator.charAt(0);
        if (!sameDirection && !other.operator.equals("!=")) {
            return false;
        }
        boolean reaches = operator.length() == 2 && (other.operator.length() == 1 || other.operator.equals("!="));
        int direction = operator.startsWith(">") ? 1 : -1;
        return order(with, other.with)
                .filter(order -> order * direction > (reaches ? 0 : -1))
                .isPresent();
    }

    private boolean holdsFor(JsonNode value) {
        boolean sameType = ValueType.of(value) == ValueType.of(with);
        if (!sameType) {
            return operator.equals("!=");
        }
        return order(value, with).filter(this::fits).isPresent();
    }

    private boolean fits(int order) {
        switch (operator) {
            case "==":
                return order == 0;
            case "!=":
                return order != 0;
            case "<":
                return order < 0;
            case "<=":
                return order <= 0;
            case ">":
                return order > 0;
            default:
                return order >= 0;
        }
    }

    /** Empty for values of two types. */
    private static Optional<Integer> order(JsonNode a, JsonNode b) {
        try {
            return ValueType.of(a) == ValueType.of(b)
                    ? Optional.of(Values.compare(a, b, new Budget()))
                    : Optional.empty();
        } catch (JqEvaluationException e) {
            return Optional.empty();
        }
    }
}
