package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names a part of the event as the author wrote it, such as {@code .customer.name}, for messages about its type. It never
 * shows a value of the event.
 */
final class PathText {

    private static final int MAX_LENGTH = 100;

    private PathText() {}

    /** Empty if the expression is more than a path from the body, a variable or a fact about the event. */
    static Optional<String> of(Expression expression) {
        return text(expression).filter(text -> text.length() <= MAX_LENGTH);
    }

    private static Optional<String> text(Expression compiled) {
        Expression expression = compiled.original();
        if (expression instanceof PathExpressions.Identity) {
            return Optional.of(".");
        }
        if (expression instanceof BindingExpressions.Variable) {
            return Optional.of("$" + ((BindingExpressions.Variable) expression).name());
        }
        if (expression instanceof BindingExpressions.Fact) {
            return Optional.of("$" + ((BindingExpressions.Fact) expression).fact());
        }
        if (expression instanceof PathExpressions.Iterate) {
            return text(((PathExpressions.Iterate) expression).of()).map(of -> of + "[]");
        }
        if (expression instanceof PathExpressions.Index) {
            PathExpressions.Index index = (PathExpressions.Index) expression;
            return index.key().original() instanceof ControlExpressions.Literal literal
                    ? text(index.of()).map(of -> within(of, literal.value()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static String within(String of, JsonNode key) {
        if (key.isTextual() && key.textValue().matches("[a-zA-Z_]\\w*")) {
            return (of.equals(".") ? "" : of) + "." + key.textValue();
        }
        return of + "[" + key + "]";
    }

    /** {@code .total is null}. Of the input itself somebody further out knows the path. */
    static Optional<String> fact(Expression expression, JsonNode value) {
        return of(expression)
                .filter(path -> !path.equals("."))
                .map(path -> path + " is " + ValueType.words(Set.of(ValueType.of(value))));
    }

    /**
     * Says which side of an operator has the type for which it fails: the one that is null, or else each that has a name.
     *
     * @param left the expression that gave {@code a}
     * @param right the expression that gave {@code b}
     */
    static Optional<String> facts(Expression left, JsonNode a, Expression right, JsonNode b) {
        boolean anyNull = a.isNull() || b.isNull();
        List<String> facts = new ArrayList<>();
        if (!anyNull || a.isNull()) {
            fact(left, a).map(fact -> fact + remedy(left, a, b)).ifPresent(facts::add);
        }
        if (!anyNull || b.isNull()) {
            fact(right, b).map(fact -> fact + remedy(right, b, a)).ifPresent(facts::add);
        }
        return facts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", facts));
    }

    /** A default of the other side's type. */
    private static String remedy(Expression missing, JsonNode value, JsonNode other) {
        if (!value.isNull() || other.isNull()) {
            return "";
        }
        String fallback = other.isNumber() ? "0" : other.isTextual() ? "\"\"" : other.isArray() ? "[]" : "{}";
        return other.isBoolean()
                ? ""
                : "; give it a default, such as (" + of(missing).orElse(".") + " // " + fallback + ")";
    }
}
