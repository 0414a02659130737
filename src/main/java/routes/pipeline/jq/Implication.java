package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether one predicate is true wherever another one is, as far as that can be seen without an event: equal
 * expressions, comparisons with values that are written there, and {@code and} and {@code or} of these. What it does not see
 * it takes for independent. Not thread-safe: used once.
 */
final class Implication {

    /** Enough for every predicate that a person reads; beyond it, predicates count as independent. */
    private static final int MAX_STEPS = 10_000;

    private int steps;

    /** Whether the second is true wherever the first is. */
    boolean holds(Expression first, Expression second) {
        if (++steps > MAX_STEPS) {
            return false;
        }
        if (first.equals(second)) {
            return true;
        }
        if (isLogic(first, "or")) {
            return parts(first).stream().allMatch(part -> holds(part, second));
        }
        if (isLogic(second, "and")) {
            return parts(second).stream().allMatch(part -> holds(first, part));
        }
        if (isLogic(first, "and") && parts(first).stream().anyMatch(part -> holds(part, second))) {
            return true;
        }
        if (isLogic(second, "or")) {
            return parts(second).stream().anyMatch(part -> holds(first, part));
        }
        Optional<Comparison> known = Comparison.of(first);
        Optional<Comparison> wanted = Comparison.of(second);
        return known.isPresent() && wanted.isPresent() && known.get().implies(wanted.get());
    }

    /** Whether two of the parts of an {@code and} exclude each other. */
    boolean excludes(Expression conjunction) {
        return anyPair(conjunction, (a, b) -> a.implies(b.negated()));
    }

    /** Whether one of two parts of an {@code or} is always true. */
    boolean covers(Expression disjunction) {
        return anyPair(disjunction, (a, b) -> a.negated().implies(b));
    }

    private interface Relation {
        boolean holds(Comparison a, Comparison b);
    }

    private boolean anyPair(Expression logic, Relation relation) {
        List<Comparison> comparisons = parts(logic).stream()
                .flatMap(part -> Comparison.of(part).stream())
                .toList();
        for (Comparison a : comparisons) {
            for (Comparison b : comparisons) {
                if (++steps <= MAX_STEPS && relation.holds(a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLogic(Expression expression, String name) {
        return expression instanceof OperatorExpressions.Logic
                && ((OperatorExpressions.Logic) expression).name().equals(name);
    }

    /** What a chain of one operator joins, from left to right. */
    static List<Expression> parts(Expression logic) {
        OperatorExpressions.Logic outer = (OperatorExpressions.Logic) logic;
        List<Expression> parts = new ArrayList<>();
        Expression rest = outer;
        while (isLogic(rest, outer.name())) {
            OperatorExpressions.Logic link = (OperatorExpressions.Logic) rest;
            parts.add(0, link.right());
            rest = link.left();
        }
        parts.add(0, rest);
        return parts;
    }
}
