package routes.pipeline.jq;

import java.util.List;
import java.util.Set;

/**
 * A function that is written in the language, or a parameter of one that is called without arguments. Its identity is its
 * name in a {@link Scope}: functions of one name may hide each other. Immutable once its body is set.
 */
final class FunctionDefinition {

    private final String name;
    private final List<Parameter> parameters;
    private final boolean builtIn;
    private Expression body;

    /**
     * @param function by which the parameter is called in the body
     * @param isValue whether it was written with a dollar sign, and is a variable, too
     */
    record Parameter(FunctionDefinition function, boolean isValue) {

        static Parameter of(String name, boolean isValue) {
            return new Parameter(new FunctionDefinition(name, List.of(), false), isValue);
        }
    }

    /** What a parameter stands for: the argument, and the scope in which it was written. */
    record Closure(Expression argument, Scope scope) {}

    /** @param builtIn whether the function uses nothing around it */
    FunctionDefinition(String name, List<Parameter> parameters, boolean builtIn) {
        this.name = name;
        this.parameters = parameters;
        this.builtIn = builtIn;
    }

    /** Set after the function was made, since it may call itself. */
    void setBody(Expression body) {
        this.body = body.compiled();
    }

    /** Its name and its number of parameters, as in {@code map/1}. */
    String signature() {
        return name + "/" + parameters.size();
    }

    String name() {
        return name;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** {@code def f: …; rest}. */
    record Define(FunctionDefinition function, Expression rest) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            rest.each(in, scope.with(function, ""), out);
        }

        @Override
        public Expression compiled() {
            return new Define(function, rest.compiled());
        }
    }

    /** A call of a defined function. Its body sees what was visible where the function was written. */
    record Call(FunctionDefinition function, List<Expression> arguments) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            scope.budget().enter();
            bind(0, function.builtIn ? scope.empty() : scope.where(function), in, scope, out);
            scope.budget().leave();
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return function.builtIn ? FunctionTypes.of(function.signature(), arguments, in) : ValueType.ANY;
        }

        @Override
        public Expression compiled() {
            return new Call(
                    function, arguments.stream().map(Expression::compiled).toList());
        }

        private void bind(int index, Scope inner, PathValue in, Scope caller, Sink out) throws JqEvaluationException {
            if (index == function.parameters.size()) {
                function.body.each(in, inner, out);
                return;
            }
            Parameter parameter = function.parameters.get(index);
            Expression argument = arguments.get(index);
            if (!parameter.isValue()) {
                bind(index + 1, inner.with(parameter.function, new Closure(argument, caller)), in, caller, out);
                return;
            }
            argument.each(in.untracked(), caller, value -> {
                Closure constant = new Closure(new ControlExpressions.Literal(value.value()), inner);
                Scope bound = inner.with(parameter.function, constant).with(parameter.function.name, value.value());
                bind(index + 1, bound, in, caller, out);
            });
        }
    }

    /** A call of a parameter. */
    record CallParameter(FunctionDefinition parameter) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            Closure closure = (Closure) scope.where(parameter).bound();
            closure.argument().each(in, closure.scope(), out);
        }
    }
}
