package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicReference;

/** Expressions that control which other expressions are evaluated, and in which order. */
final class ControlExpressions {

    private ControlExpressions() {}

    record Literal(JsonNode value) implements Expression {

        static Literal of(long number) {
            return new Literal(Numbers.of(number));
        }

        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(value));
        }
    }

    /** An expression without a result. */
    record None() implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) {}
    }

    record Pipe(Expression first, Expression then) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            first.each(in, scope, result -> then.each(result, scope, out));
        }
    }

    record Comma(Expression first, Expression second) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            first.each(in, scope, out);
            second.each(in, scope, out);
        }
    }

    record If(Expression when, Expression then, Expression otherwise) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            when.each(
                    in.untracked(),
                    scope,
                    answer -> (Values.isTrue(answer.value()) ? then : otherwise).each(in, scope, out));
        }
    }

    /** The true results of the first expression, or else those of the second. A failure of the first is a failure. */
    record Otherwise(Expression first, Expression second) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            boolean[] found = new boolean[1];
            first.each(in, scope, result -> {
                if (Values.isTrue(result.value())) {
                    found[0] = true;
                    out.accept(result);
                }
            });
            if (!found[0]) {
                second.each(in, scope, out);
            }
        }
    }

    /** Catches errors of the tried expression itself, but not errors of expressions that process its results. */
    record Try(Expression tried, Expression caught) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            AtomicReference<JqEvaluationException> downstream = new AtomicReference<>();
            int depth = scope.budget().depth();
            try {
                tried.each(in, scope, result -> {
                    try {
                        out.accept(result);
                    } catch (JqEvaluationException failure) {
                        downstream.set(failure);
                        throw failure;
                    }
                });
            } catch (JqEvaluationException failure) {
                if (!failure.isCatchable() || failure == downstream.get()) {
                    throw failure;
                }
                scope.budget().returnTo(depth);
                caught.each(PathValue.plain(failure.value()), scope, out);
            }
        }
    }

    /** {@code label $name | body}: ends where {@link Break} says so. */
    record Label(Object label, Expression body) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            until(stop -> body.each(in, scope.with(label, stop), out), scope.budget());
        }
    }

    /** {@code break $name}. */
    record Break(Object label) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            throw (JqEvaluationException) scope.where(label).bound();
        }
    }

    /** Work that ends early by throwing what it is given. */
    interface Stoppable {
        void run(JqEvaluationException stop) throws JqEvaluationException;
    }

    static void until(Stoppable work, Budget budget) throws JqEvaluationException {
        JqEvaluationException stop = JqEvaluationException.stop();
        int depth = budget.depth();
        try {
            work.run(stop);
        } catch (JqEvaluationException failure) {
            if (failure != stop) {
                throw failure;
            }
            budget.returnTo(depth);
        }
    }
}
