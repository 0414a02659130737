package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Expressions that bind variables. */
final class BindingExpressions {

    private BindingExpressions() {}

    record Variable(String name) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(scope.variable(name)));
        }

        @Override
        public Expression compiled() {
            return new Single(this, (in, scope) -> scope.variable(name));
        }
    }

    /** {@code $headers} and the like. */
    record Fact(JqInput.Fact fact) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(scope.evaluation().fact(fact)));
        }

        @Override
        public Expression compiled() {
            return new Single(this, (in, scope) -> scope.evaluation().fact(fact));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return fact == JqInput.Fact.KEY ? Set.of(ValueType.STRING, ValueType.NULL) : Set.of(ValueType.OBJECT);
        }
    }

    /** {@code source as $x | body}. */
    record Bind(Expression source, Destructuring variables, Expression body) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            source.each(
                    in.untracked(),
                    scope,
                    value -> variables.bind(value.value(), scope, inner -> body.each(in, inner, out)));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return body.types(in);
        }

        /** To take a value apart may have several results. */
        @Override
        public Expression compiled() {
            Bind compiled = new Bind(source.compiled(), variables, body.compiled());
            return variables instanceof Destructuring.Variable
                    ? Single.of(this, List.of(compiled.source, compiled.body), parts -> Single.captured(compiled))
                            .orElse(compiled)
                    : compiled;
        }
    }

    /**
     * {@code source as [$x] ?// $x | body}: where the body fails with one form, the next one is tried. Variables that occur in
     * other forms only are null.
     */
    record BindOneOf(Expression source, List<Destructuring> forms, List<String> names, Expression body)
            implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            Scope unbound = scope;
            for (String name : names) {
                unbound = unbound.with(name, Values.nothing());
            }
            Scope before = unbound;
            source.each(in.untracked(), scope, value -> from(0, value.value(), in, before, out));
        }

        @Override
        public Expression compiled() {
            return new BindOneOf(source.compiled(), forms, names, body.compiled());
        }

        private void from(int index, JsonNode value, PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            Expression tried =
                    (input, outer, sink) -> forms.get(index).bind(value, scope, inner -> body.each(input, inner, sink));
            if (index == forms.size() - 1) {
                tried.each(in, scope, out);
            } else {
                new ControlExpressions.Try(tried, (failure, outer, sink) -> from(index + 1, value, in, scope, sink))
                        .each(in, scope, out);
            }
        }
    }

    /** {@code reduce} and {@code foreach}: the state after each value of the source, or only the last. */
    record Fold(
            Expression source,
            Destructuring variables,
            Expression start,
            Expression update,
            Expression extract,
            boolean each)
            implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            start.each(in, scope, initial -> {
                PathValue[] state = {initial};
                source.each(
                        in.untracked(),
                        scope,
                        value -> variables.bind(value.value(), scope, inner -> step(state, inner, out)));
                if (!each) {
                    out.accept(state[0]);
                }
            });
        }

        @Override
        public Expression compiled() {
            Fold compiled = new Fold(
                    source.compiled(), variables, start.compiled(), update.compiled(), extract.compiled(), each);
            return each
                    ? compiled
                    : Single.of(this, List.of(compiled.start), parts -> Single.captured(compiled))
                            .orElse(compiled);
        }

        private void step(PathValue[] state, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            PathValue before = state[0];
            if (!each) {
                state[0] = PathValue.plain(Values.nothing());
            }
            update.each(before, scope, after -> {
                state[0] = after;
                if (each) {
                    extract.each(after, scope, out);
                }
            });
        }
    }
}
