package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.of(value));
        }

        @Override
        public Optional<Boolean> constant() {
            return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
        }

        @Override
        public Expression compiled() {
            return new Single(this, (in, scope) -> value);
        }
    }

    /** An expression without a result. */
    record None() implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) {}

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.NONE;
        }
    }

    record Pipe(Expression first, Expression then) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            first.each(in, scope, result -> {
                try {
                    then.each(result, scope, out);
                } catch (JqEvaluationException failure) {
                    throw explained(failure, result.known());
                }
            });
        }

        private JqEvaluationException explained(JqEvaluationException failure, JsonNode given) {
            return failure.isAbout(given) ? failure.explain(PathText.fact(first, given)) : failure;
        }

        @Override
        public Expression compiled() {
            Expression before = first.compiled();
            Expression after = then.compiled();
            if (before instanceof PathExpressions.Identity) {
                return after;
            }
            return Single.of(this, List.of(before, after), parts -> (in, scope) -> {
                        JsonNode given = parts.get(0).of(in, scope);
                        try {
                            return parts.get(1).of(PathValue.plain(given), scope);
                        } catch (JqEvaluationException failure) {
                            throw explained(failure, given);
                        }
                    })
                    .orElseGet(() -> new Pipe(before, after));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return then.types(first.types(in));
        }

        @Override
        public Optional<Boolean> constant() {
            boolean negates = then instanceof Functions.Call
                    && ((Functions.Call) then).signature().equals("not/0");
            return negates ? first.constant().map(holds -> !holds) : then.constant();
        }
    }

    record Comma(Expression first, Expression second) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            first.each(in, scope, out);
            second.each(in, scope, out);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.union(first.types(in), second.types(in));
        }

        @Override
        public Expression compiled() {
            return new Comma(first.compiled(), second.compiled());
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

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.union(then.types(in), otherwise.types(in));
        }

        @Override
        public Optional<Boolean> constant() {
            return then.constant()
                    .filter(holds -> otherwise.constant().filter(holds::equals).isPresent());
        }

        @Override
        public Expression compiled() {
            List<Expression> all = List.of(when.compiled(), then.compiled(), otherwise.compiled());
            return Single.of(
                            this,
                            all,
                            parts -> (in, scope) -> Values.isTrue(parts.get(0).of(in, scope))
                                    ? parts.get(1).of(in, scope)
                                    : parts.get(2).of(in, scope))
                    .orElseGet(() -> new If(all.get(0), all.get(1), all.get(2)));
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

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            Set<ValueType> found = EnumSet.copyOf(ValueType.union(first.types(in), second.types(in)));
            if (!second.types(in).contains(ValueType.NULL)) {
                found.remove(ValueType.NULL);
            }
            return found;
        }

        @Override
        public Expression compiled() {
            List<Expression> both = List.of(first.compiled(), second.compiled());
            return Single.of(this, both, parts -> (in, scope) -> {
                        JsonNode found = parts.get(0).of(in, scope);
                        return Values.isTrue(found) ? found : parts.get(1).of(in, scope);
                    })
                    .orElseGet(() -> new Otherwise(both.get(0), both.get(1)));
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

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.union(tried.types(in), caught.types(ValueType.ANY));
        }

        @Override
        public Expression compiled() {
            Try compiled = new Try(tried.compiled(), caught.compiled());
            return Single.of(this, List.of(compiled.tried, compiled.caught), parts -> Single.captured(compiled))
                    .orElse(compiled);
        }
    }

    /** {@code label $name | body}: ends where {@link Break} says so. */
    record Label(Object label, Expression body) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            until(stop -> body.each(in, scope.with(label, stop), out), scope.budget());
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return body.types(in);
        }

        @Override
        public Expression compiled() {
            return new Label(label, body.compiled());
        }
    }

    /** {@code break $name}. */
    record Break(Object label) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            throw (JqEvaluationException) scope.where(label).bound();
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.NONE;
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
