package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions that expressions may call. Any other name is a problem when the route is compiled. */
final class Functions {

    private static final Map<String, Function> ALL = Stream.of(
                    FlowFunctions.all(),
                    PathFunctions.all(),
                    ListFunctions.all(),
                    ValueFunctions.all(),
                    MathFunctions.all(),
                    DateFunctions.all(),
                    TextFunctions.all())
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Functions() {}

    /** A function that evaluates its arguments itself, as often and with whatever input it needs. */
    interface Function {
        void call(PathValue in, Scope scope, List<Expression> arguments, Expression.Sink out)
                throws JqEvaluationException;

        /** How its only result is found; empty unless it has one for these arguments. */
        default Optional<Expression> single(Call original, Call compiled) {
            return Optional.empty();
        }
    }

    /** A function that receives its arguments as values. */
    interface OfValues {
        JsonNode of(JsonNode in, List<JsonNode> arguments, Budget budget) throws JqEvaluationException;
    }

    /** Evaluates each argument with the input and calls the function for every combination of the results. */
    static Function values(OfValues function) {
        return new ByValue(function);
    }

    private record ByValue(OfValues function) implements Function {
        @Override
        public void call(PathValue in, Scope scope, List<Expression> arguments, Expression.Sink out)
                throws JqEvaluationException {
            if (arguments.isEmpty()) {
                out.accept(PathValue.plain(function.of(in.value(), List.of(), scope.budget())));
            } else {
                JsonNode[] values = new JsonNode[arguments.size()];
                combine(function, in.untracked(), scope, arguments, values.length - 1, values, true, out);
            }
        }

        @Override
        public Optional<Expression> single(Call original, Call compiled) {
            return Single.of(
                    original,
                    compiled.arguments(),
                    parts -> parts.isEmpty()
                            ? (in, scope) -> {
                                scope.budget().spend(1);
                                return function.of(in.value(), List.of(), scope.budget());
                            }
                            : Single.captured(compiled));
        }
    }

    /** A function that has one result, whatever its arguments are. */
    static Function single(Function function) {
        return new Function() {
            @Override
            public void call(PathValue in, Scope scope, List<Expression> arguments, Expression.Sink out)
                    throws JqEvaluationException {
                function.call(in, scope, arguments, out);
            }

            @Override
            public Optional<Expression> single(Call original, Call compiled) {
                return Optional.of(new Single(original, Single.captured(compiled)));
            }
        };
    }

    /** A function of its arguments alone, which leaves its input unread. */
    interface OfArguments {
        JsonNode of(List<JsonNode> arguments) throws JqEvaluationException;
    }

    static Function arguments(OfArguments function) {
        return (in, scope, arguments, out) -> combine(
                (unread, values, budget) -> function.of(values),
                in.untracked(),
                scope,
                arguments,
                arguments.size() - 1,
                new JsonNode[arguments.size()],
                false,
                out);
    }

    /** From the last argument to the first, whose results therefore change fastest. */
    private static void combine(
            OfValues function,
            PathValue in,
            Scope scope,
            List<Expression> arguments,
            int index,
            JsonNode[] values,
            boolean readsInput,
            Expression.Sink out)
            throws JqEvaluationException {
        scope.budget().spend(1);
        if (index < 0) {
            JsonNode input = readsInput ? in.value() : Values.nothing();
            out.accept(PathValue.plain(function.of(input, List.of(values), scope.budget())));
            return;
        }
        arguments.get(index).each(in, scope, value -> {
            values[index] = value.value();
            combine(function, in, scope, arguments, index - 1, values, readsInput, out);
        });
    }

    /** @param signature the name and the number of parameters, as in {@code map/1} */
    static Optional<Function> find(String signature) {
        return Optional.ofNullable(ALL.get(signature));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** @param signature the name and the number of parameters, as in {@code map/1} */
    record Call(String signature, Function function, List<Expression> arguments) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            function.call(in, scope, arguments, out);
        }

        @Override
        public Expression compiled() {
            Call compiled = new Call(
                    signature,
                    function,
                    arguments.stream().map(Expression::compiled).toList());
            return function.single(this, compiled).orElse(compiled);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return FunctionTypes.of(signature, arguments, in);
        }
    }

    /** The text of a string; otherwise fails with a message that names the function. */
    static String text(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isTextual()) {
            throw new JqEvaluationException("'" + function + "' needs a string, but got " + Values.type(value))
                    .about(value);
        }
        return value.textValue();
    }

    static JsonNode list(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isArray()) {
            throw new JqEvaluationException("'" + function + "' needs an array, but got " + Values.type(value))
                    .about(value);
        }
        return value;
    }

    static JsonNode number(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isNumber()) {
            throw new JqEvaluationException("'" + function + "' needs a number, but got " + Values.type(value))
                    .about(value);
        }
        return value;
    }
}
