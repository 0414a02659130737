package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions that expressions may call. Any other name is a problem when the route is compiled. */
final class Functions {

    private static final Map<String, Function> ALL = Stream.of(
                    FlowFunctions.all(),
                    PathFunctions.all(),
                    ListFunctions.all(),
                    ValueFunctions.all(),
                    TextFunctions.all(),
                    PatternFunctions.all())
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Functions() {}

    /** A function that evaluates its arguments itself, as often and with whatever input it needs. */
    interface Function {
        void call(PathValue in, Scope scope, List<Expression> arguments, Expression.Sink out)
                throws JqEvaluationException;
    }

    /** A function that receives its arguments as values. */
    interface OfValues {
        JsonNode of(JsonNode in, List<JsonNode> arguments, Budget budget) throws JqEvaluationException;
    }

    /** Evaluates each argument with the input and calls the function for every combination of the results. */
    static Function values(OfValues function) {
        return (in, scope, arguments, out) -> combine(function, in.value(), scope, arguments, new ArrayList<>(), out);
    }

    private static void combine(
            OfValues function,
            JsonNode in,
            Scope scope,
            List<Expression> arguments,
            List<JsonNode> found,
            Expression.Sink out)
            throws JqEvaluationException {
        scope.budget().spend(1);
        if (found.size() == arguments.size()) {
            out.accept(PathValue.plain(function.of(in, found, scope.budget())));
            return;
        }
        for (JsonNode value : arguments.get(found.size()).all(in, scope)) {
            List<JsonNode> more = new ArrayList<>(found);
            more.add(value);
            combine(function, in, scope, arguments, more, out);
        }
    }

    static Expression call(String name, List<Expression> arguments, int at) throws JqSyntaxException {
        Function function = ALL.get(name + "/" + arguments.size());
        if (function == null) {
            String others = ALL.keySet().stream()
                    .filter(known -> known.startsWith(name + "/"))
                    .sorted()
                    .collect(Collectors.joining(" or "));
            throw new JqSyntaxException(
                    at,
                    "there is no function " + name + "/" + arguments.size()
                            + (others.isEmpty() ? " in a route's expressions" : ", but " + others));
        }
        return new Call(function, arguments);
    }

    static Expression format(String name, Expression of, int at) throws JqSyntaxException {
        OfValues format = Formats.find(name)
                .orElseThrow(
                        () -> new JqSyntaxException(at, "there is no format @" + name + " in a route's expressions"));
        return new ControlExpressions.Pipe(of, new Call(values(format), List.of()));
    }

    private record Call(Function function, List<Expression> arguments) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            function.call(in, scope, arguments, out);
        }
    }

    /** The text of a string; otherwise fails with a message that names the function. */
    static String text(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isTextual()) {
            throw new JqEvaluationException("'" + function + "' needs a string, but got " + Values.type(value));
        }
        return value.textValue();
    }

    static JsonNode list(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isArray()) {
            throw new JqEvaluationException("'" + function + "' needs an array, but got " + Values.type(value));
        }
        return value;
    }

    static JsonNode number(String function, JsonNode value) throws JqEvaluationException {
        if (!value.isNumber()) {
            throw new JqEvaluationException("'" + function + "' needs a number, but got " + Values.type(value));
        }
        return value;
    }
}
