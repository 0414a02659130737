package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;

/**
 * Parses an expression by recursive descent, from the operator with the lowest precedence (the pipe) to terms with suffixes.
 * Not thread-safe: used once.
 */
final class Parser {

    private static final int MAX_DEPTH = 100;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("//", 1),
            Map.entry("or", 3),
            Map.entry("and", 4),
            Map.entry("==", 5),
            Map.entry("!=", 5),
            Map.entry("<", 5),
            Map.entry("<=", 5),
            Map.entry(">", 5),
            Map.entry(">=", 5),
            Map.entry("+", 6),
            Map.entry("-", 6),
            Map.entry("*", 7),
            Map.entry("/", 7),
            Map.entry("%", 7));
    private static final Set<String> ASSIGNMENTS = Set.of("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=");
    private static final Set<String> UNSUPPORTED =
            Set.of("def", "import", "include", "label", "break", "__loc__", "module", "__prog_args");

    private final Lexer lexer;
    private final Deque<String> variables = new ArrayDeque<>();
    private int depth;

    Parser(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Parses the whole text as one expression. */
    Expression whole() throws JqSyntaxException {
        Expression expression = pipe();
        if (lexer.peek().kind() != Kind.END) {
            throw unexpected(lexer.peek());
        }
        return expression;
    }

    Expression pipe() throws JqSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw new JqSyntaxException(
                    lexer.position(), "the expression is nested deeper than " + MAX_DEPTH + " levels");
        }
        Expression left = comma();
        Expression whole = accept("|") ? new ControlExpressions.Pipe(left, pipe()) : left;
        depth--;
        return whole;
    }

    private Expression comma() throws JqSyntaxException {
        Expression left = binary(1);
        while (accept(",")) {
            left = new ControlExpressions.Comma(left, binary(1));
        }
        return left;
    }

    private Expression binary(int tightness) throws JqSyntaxException {
        if (tightness == 8) {
            return signed();
        }
        if (tightness == 2) {
            return assignment();
        }
        Expression left = binary(tightness + 1);
        boolean again = true;
        while (again && PRECEDENCE.getOrDefault(operator(), 0) == tightness) {
            String operator = lexer.take().text();
            left = OperatorExpressions.of(operator, left, binary(tightness == 1 ? 1 : tightness + 1));
            again = tightness != 5;
        }
        return left;
    }

    private Expression assignment() throws JqSyntaxException {
        Expression left = binary(3);
        if (!ASSIGNMENTS.contains(operator())) {
            return left;
        }
        String operator = lexer.take().text();
        return AssignmentExpressions.of(operator, left, binary(1));
    }

    private String operator() throws JqSyntaxException {
        Word word = lexer.peek();
        return word.kind() == Kind.SYMBOL || word.kind() == Kind.NAME ? word.text() : "";
    }

    private Expression signed() throws JqSyntaxException {
        return accept("-")
                ? OperatorExpressions.of("-", new ControlExpressions.Literal(Numbers.of(0)), postfix())
                : postfix();
    }

    private Expression postfix() throws JqSyntaxException {
        Expression term = suffixed(new TermParser(this, lexer).term());
        if (!accept("as")) {
            return term;
        }
        Word variable = expect(Kind.VARIABLE, "a variable such as $x");
        expect("|");
        return new ControlExpressions.Bind(term, variable.text(), within(variable.text()));
    }

    Expression suffixed(Expression start) throws JqSyntaxException {
        Expression term = start;
        for (Word word = lexer.peek(); ; word = lexer.peek()) {
            if (word.kind() == Kind.FIELD) {
                lexer.take();
                term = new PathExpressions.Index(term, new ControlExpressions.Literal(Values.text(word.text())));
            } else if (word.is("?")) {
                lexer.take();
                term = new ControlExpressions.Try(term, new ControlExpressions.None());
            } else if (word.is("[")) {
                lexer.take();
                term = brackets(term);
            } else if (word.is(".")) {
                lexer.take();
                if (accept("[")) {
                    term = brackets(term);
                } else {
                    expect(Kind.QUOTE, "a field");
                    term = new PathExpressions.Index(term, string("text"));
                }
            } else {
                return term;
            }
        }
    }

    /** Parses what follows {@code [} after a term: {@code ]}, an index, or a slice. */
    Expression brackets(Expression term) throws JqSyntaxException {
        if (accept("]")) {
            return new PathExpressions.Iterate(term);
        }
        if (accept(":")) {
            Expression to = pipe();
            expect("]");
            return new PathExpressions.Slice(term, new ControlExpressions.Literal(Values.nothing()), to);
        }
        Expression from = pipe();
        if (accept("]")) {
            return new PathExpressions.Index(term, from);
        }
        expect(":");
        Expression to = lexer.peek().is("]") ? new ControlExpressions.Literal(Values.nothing()) : pipe();
        expect("]");
        return new PathExpressions.Slice(term, from, to);
    }

    /** Parses the rest of a string after its opening quote. Interpolations {@code \(…)} are formatted with the format. */
    Expression string(String format) throws JqSyntaxException {
        List<Expression> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (char c = lexer.character(); c != '"'; c = lexer.character()) {
            if (c != '\\') {
                literal.append(c);
                continue;
            }
            char escaped = lexer.character();
            if (escaped == '(') {
                parts.add(new ControlExpressions.Literal(Values.text(literal.toString())));
                literal.setLength(0);
                parts.add(Functions.format(format, pipe(), lexer.position()));
                expect(")");
            } else {
                literal.append(unescaped(escaped));
            }
        }
        Expression rest = new ControlExpressions.Literal(Values.text(literal.toString()));
        if (parts.isEmpty()) {
            return rest;
        }
        parts.add(rest);
        return new ConstructionExpressions.Text(List.copyOf(parts));
    }

    private char unescaped(char escaped) throws JqSyntaxException {
        int known = "\"\\/bfnrt".indexOf(escaped);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        StringBuilder hex = new StringBuilder();
        for (int i = 0; escaped == 'u' && i < 4; i++) {
            hex.append(lexer.character());
        }
        if (!hex.toString().matches("[0-9a-fA-F]{4}")) {
            throw new JqSyntaxException(lexer.position(), "a string has an escape that does not exist");
        }
        return (char) Integer.parseInt(hex.toString(), 16);
    }

    /** Parses an expression in which the variable is defined. */
    Expression within(String variable) throws JqSyntaxException {
        variables.push(variable);
        Expression body = pipe();
        variables.pop();
        return body;
    }

    Expression variable(Word name) throws JqSyntaxException {
        if (!variables.contains(name.text())) {
            throw new JqSyntaxException(name.at(), "$" + name.text() + " is not defined");
        }
        return new ControlExpressions.Variable(name.text());
    }

    /** Parses a number and keeps its notation: {@code 1.10} stays {@code 1.10} if it is only copied. */
    static JsonNode number(Word word) {
        BigDecimal value = new BigDecimal(word.text());
        return word.text().matches("\\d+") ? Numbers.of(value) : DecimalNode.valueOf(value);
    }

    Expression value() throws JqSyntaxException {
        Expression left = binary(1);
        return accept("|") ? new ControlExpressions.Pipe(left, value()) : left;
    }

    boolean accept(String symbol) throws JqSyntaxException {
        boolean fits = lexer.peek().is(symbol);
        if (fits) {
            lexer.take();
        }
        return fits;
    }

    void expect(String symbol) throws JqSyntaxException {
        if (!accept(symbol)) {
            throw new JqSyntaxException(lexer.peek().at(), "'" + symbol + "' is expected");
        }
    }

    Word expect(Kind kind, String what) throws JqSyntaxException {
        Word word = lexer.take();
        if (word.kind() != kind) {
            throw new JqSyntaxException(word.at(), what + " is expected");
        }
        return word;
    }

    static JqSyntaxException unexpected(Word word) {
        if (word.kind() == Kind.END) {
            return new JqSyntaxException(word.at(), "the expression is incomplete");
        }
        return UNSUPPORTED.contains(word.text())
                ? new JqSyntaxException(word.at(), "'" + word.text() + "' is not supported in a route's expressions")
                : new JqSyntaxException(word.at(), "'" + word.text() + "' is not allowed here");
    }
}
