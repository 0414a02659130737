package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;

/** Parses what defines names: functions, and variables after {@code as}. Not thread-safe: used once. */
final class DefinitionParser {

    private final Parser parser;
    private final Lexer lexer;

    DefinitionParser(Parser parser, Lexer lexer) {
        this.parser = parser;
        this.lexer = lexer;
    }

    /** Parses what follows {@code def}, and the expression in which the function is defined. */
    Expression define() throws JqSyntaxException {
        FunctionDefinition function = function(false);
        return parser.names().withFunction(function, () -> new FunctionDefinition.Define(function, parser.pipe()));
    }

    /** Parses what follows {@code def}, up to the semicolon. */
    FunctionDefinition function(boolean builtIn) throws JqSyntaxException {
        String name = parser.expect(Kind.NAME, "the name of a function").text();
        FunctionDefinition function = new FunctionDefinition(name, parameters(), builtIn);
        parser.expect(":");
        function.setBody(parser.names()
                .withFunction(function, () -> parser.names().withParameters(function, parser::pipe)));
        parser.expect(";");
        return function;
    }

    private List<FunctionDefinition.Parameter> parameters() throws JqSyntaxException {
        List<FunctionDefinition.Parameter> parameters = new ArrayList<>();
        if (parser.accept("(")) {
            do {
                Word word = lexer.take();
                if (word.kind() != Kind.NAME && word.kind() != Kind.VARIABLE) {
                    throw new JqSyntaxException(word.at(), "a parameter such as f or $x is expected");
                }
                parameters.add(FunctionDefinition.Parameter.of(word.text(), word.kind() == Kind.VARIABLE));
            } while (parser.accept(";"));
            parser.expect(")");
        }
        return List.copyOf(parameters);
    }

    /** Parses what follows {@code as}, and the expression in which the variables are bound. */
    Expression bind(Expression source) throws JqSyntaxException {
        List<Destructuring> forms = new ArrayList<>();
        do {
            forms.add(destructuring());
        } while (alternative());
        parser.expect("|");
        Set<String> names = new LinkedHashSet<>();
        forms.forEach(form -> names.addAll(form.variables()));
        Expression body = parser.names().withVariables(List.copyOf(names), parser::pipe);
        return forms.size() == 1
                ? new BindingExpressions.Bind(source, forms.get(0), body)
                : new BindingExpressions.BindOneOf(source, List.copyOf(forms), List.copyOf(names), body);
    }

    /** {@code ?//}, which is two words elsewhere. */
    private boolean alternative() throws JqSyntaxException {
        if (!parser.accept("?")) {
            return false;
        }
        parser.expect("//");
        return true;
    }

    Destructuring destructuring() throws JqSyntaxException {
        Word word = lexer.take();
        if (word.kind() == Kind.VARIABLE) {
            return new Destructuring.Variable(word.text());
        }
        if (word.is("[")) {
            List<Destructuring> items = new ArrayList<>();
            do {
                items.add(destructuring());
            } while (parser.accept(","));
            parser.expect("]");
            return new Destructuring.Items(List.copyOf(items));
        }
        if (word.is("{")) {
            List<Destructuring.Field> fields = new ArrayList<>();
            do {
                // a computed name may use the variables of the fields before it
                List<String> before = new Destructuring.Fields(fields).variables();
                fields.add(field(before));
            } while (parser.accept(","));
            parser.expect("}");
            return new Destructuring.Fields(List.copyOf(fields));
        }
        throw new JqSyntaxException(word.at(), "a variable such as $x, or a list or object of such, is expected");
    }

    private Destructuring.Field field(List<String> before) throws JqSyntaxException {
        Word word = lexer.take();
        if (word.kind() == Kind.VARIABLE) {
            Expression key = new ControlExpressions.Literal(Values.text(word.text()));
            Optional<Destructuring> inner = parser.accept(":") ? Optional.of(destructuring()) : Optional.empty();
            return new Destructuring.Field(key, Optional.of(word.text()), inner);
        }
        Expression key;
        if (word.is("(")) {
            key = parser.names().withVariables(before, () -> new TermParser(parser, lexer).computedKey(word));
        } else {
            key = new TermParser(parser, lexer).key(word);
        }
        parser.expect(":");
        return new Destructuring.Field(key, Optional.empty(), Optional.of(destructuring()));
    }
}
