package routes.pipeline.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * {@code recurse} and {@code while}: a value, then what the step makes of it, and so on for each of those,
 * depth first. It needs no deeper stack for more rounds. Where the step fails, its earlier results are gone through first.
 */
record Repetition(Expression step, Expression condition) implements Expression {

    @Override
    public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
        Deque<Round> left = new ArrayDeque<>();
        left.push(new Round(in, null));
        while (!left.isEmpty()) {
            Round round = left.pop();
            if (round.failure != null) {
                throw round.failure;
            }
            scope.budget().spend(1);
            condition.each(round.value.untracked(), scope, holds -> {
                if (Values.isTrue(holds.value())) {
                    out.accept(round.value);
                    next(round.value, scope, left);
                }
            });
        }
    }

    private void next(PathValue value, Scope scope, Deque<Round> left) throws JqEvaluationException {
        List<Round> rounds = new ArrayList<>();
        int depth = scope.budget().depth();
        try {
            step.each(value, scope, result -> {
                scope.budget().spendResult();
                rounds.add(new Round(result, null));
            });
        } catch (JqEvaluationException failure) {
            scope.budget().returnTo(depth);
            rounds.add(new Round(null, failure));
        }
        Collections.reverse(rounds);
        rounds.forEach(left::push);
    }

    /** A value to go on with, or the failure that ended the step. */
    private record Round(PathValue value, JqEvaluationException failure) {}
}
