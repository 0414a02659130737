package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicReference;

/** Expressions that control which other expressions are evaluated, and in which order. */
final class ControlExpressions {

    private ControlExpressions() {}

    record Literal(JsonNode value) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(value));
        }
    }

    record Variable(String name) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(scope.get(name)));
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

    /** The true results of the first expression, or else those of the second. A failure of the first counts as no result. */
    record Otherwise(Expression first, Expression second) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            boolean[] found = new boolean[1];
            new Try(first, new None()).each(in, scope, result -> {
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
                caught.each(PathValue.plain(Values.text(failure.getMessage())), scope, out);
            }
        }
    }

    record Bind(Expression source, String variable, Expression body) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            source.each(in.untracked(), scope, value -> body.each(in, scope.with(variable, value.value()), out));
        }
    }

    /** {@code reduce} and {@code foreach}: the state after each value of the source, or only the last. */
    record Fold(
            Expression source, String variable, Expression start, Expression update, Expression extract, boolean each)
            implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            start.each(in, scope, initial -> {
                PathValue[] state = {initial};
                source.each(in.untracked(), scope, value -> {
                    scope.budget().spend(1);
                    Scope inner = scope.with(variable, value.value());
                    PathValue before = state[0];
                    if (!each) {
                        state[0] = PathValue.plain(Values.nothing());
                    }
                    update.each(before, inner, after -> {
                        state[0] = after;
                        if (each) {
                            extract.each(after, inner, out);
                        }
                    });
                });
                if (!each) {
                    out.accept(state[0]);
                }
            });
        }
    }
}
