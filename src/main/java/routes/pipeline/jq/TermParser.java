package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;

/** Parses terms, the expressions between operators. Not thread-safe: used once. */
final class TermParser {

    private static final Set<String> NOT_FUNCTIONS = Set.of(
            "then", "elif", "else", "end", "as", "catch", "and", "or", "def", "import", "include", "label", "break");

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
                return new PathExpressions.Index(
                        new PathExpressions.Identity(), new ControlExpressions.Literal(Values.text(word.text())));
            case VARIABLE:
                return parser.variable(word);
            case NUMBER:
                return new ControlExpressions.Literal(Parser.number(word));
            case QUOTE:
                return parser.string("text");
            case FORMAT:
                return format(word);
            case NAME:
                return named(word);
            case SYMBOL:
                return symbol(word);
            default:
                throw Parser.unexpected(word);
        }
    }

    private Expression format(Word word) throws JqSyntaxException {
        if (lexer.peek().kind() == Kind.QUOTE) {
            lexer.take();
            return parser.string(word.text());
        }
        return Functions.format(word.text(), new PathExpressions.Identity(), word.at());
    }

    private Expression symbol(Word word) throws JqSyntaxException {
        switch (word.text()) {
            case ".":
                return dot();
            case "..":
                return Functions.call("recurse", List.of(), word.at());
            case "(":
                Expression inner = parser.pipe();
                parser.expect(")");
                return inner;
            case "[":
                Expression items = parser.accept("]") ? new ControlExpressions.None() : null;
                if (items == null) {
                    items = parser.pipe();
                    parser.expect("]");
                }
                return new ConstructionExpressions.Items(items);
            case "{":
                return object();
            default:
                throw Parser.unexpected(word);
        }
    }

    private Expression dot() throws JqSyntaxException {
        if (lexer.peek().kind() == Kind.QUOTE) {
            lexer.take();
            return new PathExpressions.Index(new PathExpressions.Identity(), parser.string("text"));
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
                return condition();
            case "try":
                Expression tried = parser.suffixed(term());
                return new ControlExpressions.Try(
                        tried, parser.accept("catch") ? parser.suffixed(term()) : new ControlExpressions.None());
            case "reduce":
            case "foreach":
                return fold(word.text().equals("foreach"));
            default:
                return call(word);
        }
    }

    private Expression condition() throws JqSyntaxException {
        Expression when = parser.pipe();
        parser.expect("then");
        Expression then = parser.pipe();
        Expression otherwise = new PathExpressions.Identity();
        if (parser.accept("elif")) {
            return new ControlExpressions.If(when, then, condition());
        }
        if (parser.accept("else")) {
            otherwise = parser.pipe();
        }
        parser.expect("end");
        return new ControlExpressions.If(when, then, otherwise);
    }

    private Expression fold(boolean each) throws JqSyntaxException {
        Expression source = parser.suffixed(term());
        parser.expect("as");
        String variable = parser.expect(Kind.VARIABLE, "a variable such as $x").text();
        parser.expect("(");
        Expression start = parser.pipe();
        parser.expect(";");
        Expression update = parser.within(variable);
        Expression extract = each && parser.accept(";") ? parser.within(variable) : new PathExpressions.Identity();
        parser.expect(")");
        return new ControlExpressions.Fold(source, variable, start, update, extract, each);
    }

    private Expression call(Word word) throws JqSyntaxException {
        if (NOT_FUNCTIONS.contains(word.text())) {
            throw Parser.unexpected(word);
        }
        List<Expression> arguments = new ArrayList<>();
        if (parser.accept("(")) {
            do {
                arguments.add(parser.pipe());
            } while (parser.accept(";"));
            parser.expect(")");
        }
        return Functions.call(word.text(), List.copyOf(arguments), word.at());
    }

    private Expression object() throws JqSyntaxException {
        List<ConstructionExpressions.Field> fields = new ArrayList<>();
        if (!parser.accept("}")) {
            do {
                fields.add(field());
            } while (parser.accept(","));
            parser.expect("}");
        }
        return new ConstructionExpressions.Fields(List.copyOf(fields));
    }

    private ConstructionExpressions.Field field() throws JqSyntaxException {
        Word word = lexer.take();
        Expression key;
        Expression shorthand;
        if (word.kind() == Kind.VARIABLE) {
            return new ConstructionExpressions.Field(
                    new ControlExpressions.Literal(Values.text(word.text())), parser.variable(word));
        } else if (word.kind() == Kind.NAME || word.kind() == Kind.QUOTE) {
            key = word.kind() == Kind.QUOTE
                    ? parser.string("text")
                    : new ControlExpressions.Literal(Values.text(word.text()));
            shorthand = new PathExpressions.Index(new PathExpressions.Identity(), key);
        } else if (word.is("(")) {
            key = parser.pipe();
            parser.expect(")");
            parser.expect(":");
            return new ConstructionExpressions.Field(key, parser.value());
        } else {
            throw Parser.unexpected(word);
        }
        return new ConstructionExpressions.Field(key, parser.accept(":") ? parser.value() : shorthand);
    }
}
