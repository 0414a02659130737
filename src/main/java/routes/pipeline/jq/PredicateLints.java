package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.model.Lint;
import routes.pipeline.body.Finding;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;

/**
 * Finds expressions that are surely not meant: what should be true or false and never is, and conditions that do not depend
 * on the event. Not thread-safe: used for one program.
 */
final class PredicateLints {

    private final List<Finding> findings = new ArrayList<>();

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Looks at one side of {@code and} or {@code or}, which must be true or false. */
    void operand(String name, String side, Expression operand, int at) {
        neverBoolean(operand)
                .ifPresent(reason -> add(
                        Lint.PREDICATE_NOT_BOOLEAN,
                        "the " + side + " side of '" + name + "', at character " + (at + 1)
                                + ", is never true or false: " + reason));
    }

    /** Looks at what may be a field whose name has a hyphen: {@code .content-type} is a difference. */
    void hyphen(Expression left, Word sign, Word next) {
        boolean glued = sign.text().equals("-") && next.kind() == Kind.NAME && next.at() == sign.at() + 1;
        if (glued && left instanceof PathExpressions.Index) {
            add(
                    Lint.HYPHENATED_FIELD,
                    "'-' at character " + (sign.at() + 1) + " subtracts '" + next.text()
                            + "'; a field with a hyphen is written in brackets, as in .[\"content-type\"]");
        }
    }

    /** Looks at the condition of a function or of {@code if}, where every value but false and null counts as true. */
    void condition(String name, Expression condition, int at) {
        Set<ValueType> types = condition.types(ValueType.ANY);
        Optional<Boolean> constant = condition.constant();
        String where = "the condition of '" + name + "', at character " + (at + 1) + ", ";
        if (!types.isEmpty() && !types.contains(ValueType.BOOLEAN) && !types.contains(ValueType.NULL)) {
            add(Lint.CONSTANT_PREDICATE, where + "always holds: " + reason(condition, types));
        } else if (constant.isPresent()) {
            add(Lint.CONSTANT_PREDICATE, where + (constant.get() ? "always" : "never") + " holds");
        }
    }

    private void add(Lint lint, String message) {
        findings.add(new Finding(lint, message));
    }

    /** What is wrong with a whole expression as a predicate. */
    static Optional<Finding> ofPredicate(Expression expression) {
        Optional<Finding> never = neverBoolean(expression)
                .map(reason ->
                        new Finding(Lint.PREDICATE_NOT_BOOLEAN, "the predicate is never true or false: " + reason));
        return never.or(() -> expression
                .constant()
                .map(holds -> new Finding(
                        Lint.CONSTANT_PREDICATE,
                        "the predicate is " + holds + " for every event, or fails: it does not depend on the event")));
    }

    private static Optional<String> neverBoolean(Expression expression) {
        Set<ValueType> types = expression.types(ValueType.ANY);
        return types.contains(ValueType.BOOLEAN) ? Optional.empty() : Optional.of(reason(expression, types));
    }

    private static String reason(Expression expression, Set<ValueType> types) {
        if (expression instanceof AssignmentExpressions.Put
                && ((AssignmentExpressions.Put) expression).operator().equals("=")) {
            return "'=' assigns; write '==' to compare";
        }
        if (expression instanceof PathExpressions.Index
                && ((PathExpressions.Index) expression).of() instanceof Functions.Call) {
            return "it looks up a field in the result of a function; write '|' between them, as in .name | not";
        }
        if (types.isEmpty()) {
            return "it has no such result, or fails for every event";
        }
        String assigned =
                expression instanceof AssignmentExpressions.Put || expression instanceof AssignmentExpressions.Update
                        ? "an assignment gives the changed value, "
                        : "it gives ";
        return assigned + ValueType.words(types);
    }
}
