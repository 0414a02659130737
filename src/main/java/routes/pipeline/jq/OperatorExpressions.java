package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Expressions with an operator between two values. */
final class OperatorExpressions {

    private static final Map<String, Calculation> CALCULATIONS = Map.ofEntries(
            Map.entry("+", OperatorExpressions::add),
            Map.entry("-", OperatorExpressions::subtract),
            Map.entry("*", OperatorExpressions::multiply),
            Map.entry("/", OperatorExpressions::divide),
            Map.entry("%", (a, b, budget) -> Numbers.remainder(number("%", a, b), b)),
            Map.entry("==", (a, b, budget) -> Values.bool(Values.equal(a, b, budget))),
            Map.entry("!=", (a, b, budget) -> Values.bool(!Values.equal(a, b, budget))),
            Map.entry("<", (a, b, budget) -> ordered("<", a, b, budget, order -> order < 0)),
            Map.entry("<=", (a, b, budget) -> ordered("<=", a, b, budget, order -> order <= 0)),
            Map.entry(">", (a, b, budget) -> ordered(">", a, b, budget, order -> order > 0)),
            Map.entry(">=", (a, b, budget) -> ordered(">=", a, b, budget, order -> order >= 0)));

    private OperatorExpressions() {}

    /** The function of an operator. */
    interface Calculation {
        JsonNode of(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException;
    }

    static Expression of(String operator, Expression left, Expression right) {
        switch (operator) {
            case "//":
                return new ControlExpressions.Otherwise(left, right);
            case "and":
                return new Logic("and", left, right, false);
            case "or":
                return new Logic("or", left, right, true);
            default:
                return new Binary(operator, CALCULATIONS.get(operator), left, right);
        }
    }

    static Calculation calculation(String operator) {
        return CALCULATIONS.get(operator);
    }

    record Binary(String operator, Calculation calculation, Expression left, Expression right) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            PathValue plain = in.untracked();
            right.each(
                    plain,
                    scope,
                    b -> left.each(
                            plain,
                            scope,
                            a -> out.accept(PathValue.plain(calculated(a.value(), b.value(), scope.budget())))));
        }

        private JsonNode calculated(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
            JsonNode made;
            try {
                made = calculation.of(a, b, budget);
            } catch (JqEvaluationException failure) {
                throw failure.isAbout(a) ? failure.explain(PathText.facts(left, a, right, b)) : failure;
            }
            budget.spend(1);
            if (made.isNumber()) {
                budget.spendNumber(a);
                budget.spendNumber(b);
                budget.spendNumber(made);
            }
            return made;
        }

        @Override
        public Expression compiled() {
            List<Expression> both = List.of(left.compiled(), right.compiled());
            return Single.of(this, both, parts -> (in, scope) -> {
                        JsonNode b = parts.get(1).of(in, scope);
                        return calculated(parts.get(0).of(in, scope), b, scope.budget());
                    })
                    .orElseGet(() -> new Binary(operator, calculation, both.get(0), both.get(1)));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return OperatorTypes.of(operator, left.types(in), right.types(in));
        }

        @Override
        public Optional<Boolean> constant() {
            return ConstantPredicate.of(this);
        }
    }

    /** Evaluates the right side only if the left side does not decide the result. */
    record Logic(String name, Expression left, Expression right, boolean decisive) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            PathValue plain = in.untracked();
            left.each(plain, scope, a -> {
                if (truth(left, a.value()) == decisive) {
                    out.accept(PathValue.plain(Values.bool(decisive)));
                } else {
                    right.each(plain, scope, b -> out.accept(PathValue.plain(Values.bool(truth(right, b.value())))));
                }
            });
        }

        @Override
        public Expression compiled() {
            List<Expression> both = List.of(left.compiled(), right.compiled());
            return Single.of(this, both, parts -> (in, scope) -> {
                        boolean decided = truth(left, parts.get(0).of(in, scope)) == decisive;
                        return Values.bool(
                                decided ? decisive : truth(right, parts.get(1).of(in, scope)));
                    })
                    .orElseGet(() -> new Logic(name, both.get(0), both.get(1), decisive));
        }

        private boolean truth(Expression side, JsonNode value) throws JqEvaluationException {
            try {
                return OperatorExpressions.truth(name, value);
            } catch (JqEvaluationException failure) {
                throw failure.explain(PathText.fact(side, value));
            }
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.BOOLEAN);
        }

        @Override
        public Optional<Boolean> constant() {
            return ConstantPredicate.of(this);
        }
    }

    /** Accepts booleans only, so that a missing field does not decide anything. */
    static boolean truth(String name, JsonNode value) throws JqEvaluationException {
        if (!value.isBoolean()) {
            throw new JqEvaluationException("'" + name + "' needs a boolean, but got " + Values.type(value))
                    .about(value);
        }
        return value.booleanValue();
    }

    private static JsonNode ordered(String name, JsonNode a, JsonNode b, Budget budget, IntPredicate fits)
            throws JqEvaluationException {
        if (a.getNodeType() != b.getNodeType()) {
            throw new JqEvaluationException("'" + name + "' compares values of one type, but got " + Values.type(a)
                            + " and " + Values.type(b))
                    .about(a);
        }
        return Values.bool(fits.test(Values.compare(a, b, budget)));
    }

    static JsonNode add(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        if (a.isNumber() && b.isNumber()) {
            return Numbers.add(a, b);
        }
        if (a.isTextual() && b.isTextual()) {
            budget.spendText((long) a.textValue().length() + b.textValue().length());
            return Values.text(a.textValue() + b.textValue());
        }
        if (a.isArray() && b.isArray()) {
            budget.spendCopy((long) a.size() + b.size());
            return Values.array().addAll((ArrayNode) a).addAll((ArrayNode) b);
        }
        if (a.isObject() && b.isObject()) {
            budget.spendCopy((long) a.size() + b.size());
            ObjectNode sum = Values.object();
            sum.setAll((ObjectNode) a);
            return sum.setAll((ObjectNode) b);
        }
        throw mismatch("+", a, b);
    }

    private static JsonNode subtract(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        if (a.isArray() && b.isArray()) {
            ArrayNode rest = Values.array();
            for (JsonNode item : a) {
                boolean removed = false;
                for (JsonNode other : b) {
                    removed |= Values.equal(item, other, budget);
                }
                if (!removed) {
                    rest.add(item);
                }
            }
            return rest;
        }
        return Numbers.subtract(number("-", a, b), b);
    }

    private static JsonNode multiply(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        if (a.isObject() && b.isObject()) {
            return merged(a, b, budget);
        }
        if (a.isTextual() && b.isNumber() || a.isNumber() && b.isTextual()) {
            JsonNode text = a.isTextual() ? a : b;
            JsonNode times = a.isTextual() ? b : a;
            if (times.decimalValue().signum() < 0) {
                return Values.nothing();
            }
            int count = Numbers.position(times);
            budget.spendText((long) text.textValue().length() * count);
            return Values.text(text.textValue().repeat(count));
        }
        return Numbers.multiply(number("*", a, b), b);
    }

    private static JsonNode merged(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        budget.enter();
        budget.spendCopy((long) a.size() + b.size());
        ObjectNode merged = Values.object();
        merged.setAll((ObjectNode) a);
        for (Map.Entry<String, JsonNode> field : b.properties()) {
            JsonNode old = a.get(field.getKey());
            boolean both = old != null && old.isObject() && field.getValue().isObject();
            merged.set(field.getKey(), both ? merged(old, field.getValue(), budget) : field.getValue());
        }
        budget.leave();
        return merged;
    }

    private static JsonNode divide(JsonNode a, JsonNode b, Budget budget) throws JqEvaluationException {
        return a.isTextual() && b.isTextual()
                ? TextFunctions.split(a.textValue(), b.textValue(), budget)
                : Numbers.divide(number("/", a, b), b);
    }

    private static JsonNode number(String name, JsonNode a, JsonNode b) throws JqEvaluationException {
        if (!a.isNumber() || !b.isNumber()) {
            throw mismatch(name, a, b);
        }
        return a;
    }

    private static JqEvaluationException mismatch(String name, JsonNode a, JsonNode b) {
        return new JqEvaluationException(
                        "'" + name + "' cannot be applied to " + Values.type(a) + " and " + Values.type(b))
                .about(a);
    }
}
