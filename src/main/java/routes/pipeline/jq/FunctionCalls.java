package routes.pipeline.jq;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import routes.pipeline.jq.Lexer.Word;
import routes.support.DidYouMean;

/** Finds what a name in an expression calls: a function of the program, one of the language, or nothing. */
final class FunctionCalls {

    private FunctionCalls() {}

    /** @param before the character before the name, for messages */
    static Expression of(Word word, List<Expression> arguments, Names names, String before) throws JqSyntaxException {
        String name = word.text();
        int at = word.at();
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
                .orElseThrow(() -> new JqSyntaxException(at, unknown(word, arguments, names, before)));
    }

    /** A call with empty parentheses, which jq does not have. */
    static JqSyntaxException withoutArguments(Word word) {
        String name = word.text();
        String hint = SyntaxHints.name(name)
                .map(instead -> "there is no function " + name + ": " + instead)
                .orElseGet(() -> Unsupported.hint(name)
                        .orElse("a function without arguments is called without (): write '" + DidYouMean.shown(name)
                                + "'"));
        return new JqSyntaxException(word.at(), hint);
    }

    private static String unknown(Word word, List<Expression> arguments, Names names, String before) {
        String name = word.text();
        String shown = DidYouMean.shown(name);
        String message = "there is no function " + shown + "/" + arguments.size();
        List<String> counts = arities(name, names);
        if (!counts.isEmpty()) {
            boolean one = counts.equals(List.of("1"));
            String hint = arguments.size() == 1 && !counts.contains("1") ? ", separated by ';'" : "";
            return message + ": '" + shown + "' takes "
                    + (counts.equals(List.of("0")) ? "no" : String.join(" or ", counts))
                    + (one ? " argument" : " arguments") + (counts.equals(List.of("0")) ? "" : hint);
        }
        Optional<String> known =
                Unsupported.hint(name).or(() -> SyntaxHints.name(name).map(instead -> message + ": " + instead));
        if (known.isPresent()) {
            return known.get();
        }
        if (before.equals("-")) {
            return message + ": a field with a hyphen is written in brackets, as in .[\"content-type\"]";
        }
        Optional<String> near = new DidYouMean(names(names)).to(name);
        String field = arguments.isEmpty()
                ? (near.isEmpty() ? "; a" : " A") + " field is written ." + shown + ", a text \"" + shown + "\""
                : near.isEmpty() ? " in a route's expressions" : "";
        return message + near.map(it -> ", did you mean '" + it + "'?").orElse("") + field;
    }

    /** The numbers of arguments that functions of this name take. */
    private static List<String> arities(String name, Names names) {
        return Stream.concat(known(), names.signatures())
                .filter(signature -> signature.startsWith(name + "/"))
                .map(signature -> signature.substring(name.length() + 1))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> names(Names names) {
        return Stream.concat(known(), names.signatures())
                .map(signature -> signature.substring(0, signature.indexOf('/')))
                .filter(name -> !name.startsWith("_"))
                .distinct()
                .toList();
    }

    /** The names of all functions of the language, with the numbers of their parameters. */
    static Stream<String> known() {
        return Stream.of(Functions.names(), PatternFunctions.names(), Builtins.names())
                .flatMap(names -> names.stream());
    }

    static Expression format(String name, Expression of, int at) throws JqSyntaxException {
        Functions.OfValues format = Formats.find(name)
                .orElseThrow(() -> new JqSyntaxException(
                        at, "there is no format @" + name + new DidYouMean(Formats.names()).hint(name)));
        return new ControlExpressions.Pipe(of, new Functions.Call("@" + name, Functions.values(format), List.of()));
    }
}
