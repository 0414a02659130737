package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;

/** Parses terms, the expressions between operators. Not thread-safe: used once. */
final class TermParser {

    private static final Set<String> KEYWORDS = Set.of(
            "then", "elif", "else", "end", "as", "catch", "and", "or", "def", "import", "include", "label", "__loc__");

    /** Functions whose last argument is a condition. */
    private static final Set<String> CONDITIONED = Set.of("select/1", "any/1", "all/1", "any/2", "all/2");

    private final Parser parser;
    private final Lexer lexer;

    TermParser(Parser parser, Lexer lexer) {
        this.parser = parser;
        this.lexer = lexer;
    }

    Expression term() throws JqSyntaxException {
        Word word = lexer.take();
        switch (word.kind()) {
            case FIELD:
                return parser.index(
                        new PathExpressions.Identity(), new ControlExpressions.Literal(Values.text(word.text())));
            case VARIABLE:
                return variable(word);
            case NUMBER:
                return new ControlExpressions.Literal(number(word));
            case QUOTE:
                return parser.string("text");
            case FORMAT:
                return format(word);
            case NAME:
                return named(word);
            case SYMBOL:
                return symbol(word);
            default:
                throw parser.unexpected(word);
        }
    }

    private static JsonNode number(Word word) throws JqSyntaxException {
        try {
            return Parser.number(word.text());
        } catch (NumberFormatException e) {
            throw new JqSyntaxException(word.at(), "the exponent of a number is too large");
        }
    }

    private Expression variable(Word word) throws JqSyntaxException {
        if (word.text().equals("__loc__")) {
            ObjectNode location = Values.object();
            location.put("file", "<top-level>");
            location.put("line", lexer.line(word.at()));
            return new ControlExpressions.Literal(location);
        }
        return parser.names().variable(word);
    }

    private Expression format(Word word) throws JqSyntaxException {
        if (lexer.peek().kind() == Kind.QUOTE) {
            lexer.take();
            return parser.string(word.text());
        }
        return FunctionCalls.format(word.text(), new PathExpressions.Identity(), word.at());
    }

    private Expression symbol(Word word) throws JqSyntaxException {
        switch (word.text()) {
            case ".":
                return dot();
            case "..":
                return FunctionCalls.of(new Word(Kind.NAME, "recurse", word.at()), List.of(), parser.names(), "");
            case "(":
                Expression inner = parser.pipe();
                parser.close(")", word);
                return inner;
            case "[":
                Expression items = parser.accept("]") ? new ControlExpressions.None() : null;
                if (items == null) {
                    items = parser.pipe();
                    parser.close("]", word);
                }
                return new ConstructionExpressions.Items(items);
            case "{":
                return object(word);
            default:
                throw parser.unexpected(word);
        }
    }

    private Expression dot() throws JqSyntaxException {
        if (lexer.peek().kind() == Kind.QUOTE) {
            lexer.take();
            return parser.index(new PathExpressions.Identity(), parser.string("text"));
        }
        return parser.accept("[") ? parser.brackets(new PathExpressions.Identity()) : new PathExpressions.Identity();
    }

    private Expression named(Word word) throws JqSyntaxException {
        switch (word.text()) {
            case "null":
                return new ControlExpressions.Literal(Values.nothing());
            case "true":
            case "false":
                return new ControlExpressions.Literal(Values.bool(word.text().equals("true")));
            case "if":
                return condition(word);
            case "try":
                Expression tried = parser.tried();
                return new ControlExpressions.Try(
                        tried, parser.accept("catch") ? parser.tried() : new ControlExpressions.None());
            case "break":
                Word label = parser.expect(Kind.VARIABLE, "a label such as $out");
                return new ControlExpressions.Break(parser.names().label(label));
            case "reduce":
            case "foreach":
                return fold(word.text().equals("foreach"));
            default:
                return call(word);
        }
    }

    private Expression condition(Word opening) throws JqSyntaxException {
        int at = lexer.peek().at();
        Expression when = parser.pipe();
        parser.lints().condition("if", when, at);
        parser.close("then", opening);
        Expression then = parser.pipe();
        Expression otherwise = new PathExpressions.Identity();
        if (parser.accept("elif")) {
            return new ControlExpressions.If(when, then, condition(opening));
        }
        if (parser.accept("else")) {
            otherwise = parser.pipe();
        }
        parser.close("end", opening);
        return new ControlExpressions.If(when, then, otherwise);
    }

    private Expression fold(boolean each) throws JqSyntaxException {
        Expression source = parser.foldSource();
        parser.expect("as");
        Destructuring variables = new DefinitionParser(parser, lexer).destructuring();
        parser.expect("(");
        Expression start = parser.pipe();
        parser.expect(";");
        Expression update = parser.names().withVariables(variables.variables(), parser::pipe);
        Expression extract = each && parser.accept(";")
                ? parser.names().withVariables(variables.variables(), parser::pipe)
                : new PathExpressions.Identity();
        parser.expect(")");
        return new BindingExpressions.Fold(source, variables, start, update, extract, each);
    }

    private Expression call(Word word) throws JqSyntaxException {
        if (KEYWORDS.contains(word.text())) {
            throw parser.unexpected(word);
        }
        List<Expression> arguments = new ArrayList<>();
        int condition = 0;
        Word opening = lexer.peek();
        if (parser.accept("(")) {
            if (lexer.peek().is(")")) {
                throw FunctionCalls.withoutArguments(word);
            }
            do {
                condition = lexer.peek().at();
                arguments.add(parser.pipe());
            } while (parser.accept(";"));
            parser.close(")", opening);
        }
        if (CONDITIONED.contains(word.text() + "/" + arguments.size())) {
            parser.lints().condition(word.text(), arguments.get(arguments.size() - 1), condition);
        }
        return FunctionCalls.of(word, List.copyOf(arguments), parser.names(), lexer.text(word.at() - 1, word.at()));
    }

    private Expression object(Word opening) throws JqSyntaxException {
        List<ConstructionExpressions.Field> fields = new ArrayList<>();
        if (!parser.accept("}")) {
            do {
                fields.add(field());
            } while (parser.accept(","));
            parser.close("}", opening);
        }
        return new ConstructionExpressions.Fields(List.copyOf(fields));
    }

    private ConstructionExpressions.Field field() throws JqSyntaxException {
        Word word = lexer.take();
        if (word.kind() == Kind.VARIABLE) {
            Expression value = variable(word);
            return parser.accept(":")
                    ? new ConstructionExpressions.Field(value, parser.value())
                    : new ConstructionExpressions.Field(
                            new ControlExpressions.Literal(Values.text(word.text())), value);
        }
        if (word.is("(")) {
            Expression computed = computedKey(word);
            parser.expect(":");
            return new ConstructionExpressions.Field(computed, parser.value());
        }
        Expression key = key(word);
        return new ConstructionExpressions.Field(
                key,
                parser.accept(":")
                        ? parser.value()
                        : new PathExpressions.Index(new PathExpressions.Identity(), key, false));
    }

    /** A name in parentheses, of which the first has been read. What is written there must be a string. */
    Expression computedKey(Word opening) throws JqSyntaxException {
        Expression computed = parser.pipe();
        parser.expect(")");
        if (computed instanceof ControlExpressions.Literal
                && !((ControlExpressions.Literal) computed).value().isTextual()) {
            throw new JqSyntaxException(opening.at(), "the name of a field must be a string");
        }
        return computed;
    }

    /** A name or a string before a colon. */
    Expression key(Word word) throws JqSyntaxException {
        switch (word.kind()) {
            case NAME:
                return new ControlExpressions.Literal(Values.text(word.text()));
            case QUOTE:
                return parser.string("text");
            case FORMAT:
                parser.expect(Kind.QUOTE, "a string");
                return parser.string(word.text());
            default:
                throw parser.unexpected(word);
        }
    }
}
