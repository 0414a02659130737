package routes.pipeline.jq;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a name in an expression calls: a function of the program, one of the language, or nothing. */
final class FunctionCalls {

    private FunctionCalls() {}

    /** @param at the position of the name, for messages */
    static Expression of(String name, List<Expression> arguments, Names names, int at) throws JqSyntaxException {
        Optional<Expression> defined = names.call(name, arguments);
        if (defined.isPresent()) {
            return defined.get();
        }
        String signature = name + "/" + arguments.size();
        Optional<PatternFunctions.Kind> pattern = PatternFunctions.kind(signature);
        if (pattern.isPresent()) {
            return PatternFunctions.call(pattern.get(), arguments, at);
        }
        Optional<Functions.Function> function = Functions.find(signature);
        if (function.isPresent()) {
            return new Functions.Call(signature, function.get(), arguments);
        }
        return Builtins.find(signature)
                .map(builtin -> (Expression) new FunctionDefinition.Call(builtin, arguments))
                .orElseThrow(() -> new JqSyntaxException(at, unknown(name, signature)));
    }

    private static String unknown(String name, String signature) {
        String others =
                known().filter(known -> known.startsWith(name + "/")).sorted().collect(Collectors.joining(" or "));
        String message = "there is no function " + signature;
        return others.isEmpty()
                ? Unsupported.hint(name).orElse(message + " in a route's expressions")
                : message + ", but " + others;
    }

    /** The names of all functions of the language, with the numbers of their parameters. */
    static Stream<String> known() {
        return Stream.of(Functions.names(), PatternFunctions.names(), Builtins.names())
                .flatMap(names -> names.stream());
    }

    static Expression format(String name, Expression of, int at) throws JqSyntaxException {
        Functions.OfValues format = Formats.find(name)
                .orElseThrow(
                        () -> new JqSyntaxException(at, "there is no format @" + name + " in a route's expressions"));
        return new ControlExpressions.Pipe(of, new Functions.Call("@" + name, Functions.values(format), List.of()));
    }
}
