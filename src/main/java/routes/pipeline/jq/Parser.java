package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
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

    private final Lexer lexer;
    private final Names names;
    private final PredicateLints lints = new PredicateLints();
    private int depth;

    /** Whether {@code as} belongs to a {@code reduce} or {@code foreach} around what is parsed. */
    private boolean asIsOuter;

    Parser(Lexer lexer) {
        this(lexer, new Names());
    }

    Parser(Lexer lexer, Names names) {
        this.lexer = lexer;
        this.names = names;
    }

    Names names() {
        return names;
    }

    /** What is surely not meant in what has been parsed. */
    PredicateLints lints() {
        return lints;
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
        boolean before = asIsOuter;
        asIsOuter = false;
        Expression whole = statement();
        asIsOuter = before;
        depth--;
        return whole;
    }

    private Expression statement() throws JqSyntaxException {
        if (accept("def")) {
            return definitions().define();
        }
        if (accept("label")) {
            String label = expect(Kind.VARIABLE, "a label such as $out").text();
            expect("|");
            return names.withLabel(label, key -> new ControlExpressions.Label(key, pipe()));
        }
        Expression left = comma();
        return accept("|") ? new ControlExpressions.Pipe(left, pipe()) : left;
    }

    private DefinitionParser definitions() {
        return new DefinitionParser(this, lexer);
    }

    /** Parses the source of {@code reduce} and {@code foreach}, up to {@code as}. */
    Expression foldSource() throws JqSyntaxException {
        boolean before = asIsOuter;
        asIsOuter = true;
        Expression source = binary(1);
        asIsOuter = before;
        return source;
    }

    /** Parses what {@code try} and {@code catch} apply to: a term with its suffixes, perhaps negated. */
    Expression tried() throws JqSyntaxException {
        return accept("-")
                ? OperatorExpressions.of(
                        "-",
                        new ControlExpressions.Literal(Numbers.of(0)),
                        suffixed(new TermParser(this, lexer).term()))
                : suffixed(new TermParser(this, lexer).term());
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
        int start = lexer.peek().at();
        Expression left = binary(tightness + 1);
        boolean again = true;
        while (again && PRECEDENCE.getOrDefault(operator(), 0) == tightness) {
            Word sign = lexer.take();
            String operator = sign.text();
            int middle = lexer.peek().at();
            lints.hyphen(left, sign, lexer.peek());
            Expression right = binary(tightness == 1 ? 1 : tightness + 1);
            if (operator.equals("and") || operator.equals("or")) {
                lints.operand(operator, "left", left, start);
                lints.operand(operator, "right", right, middle);
            }
            left = OperatorExpressions.of(operator, left, right);
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
        return AssignmentExpressions.of(operator, left, binary(3));
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
        if (asIsOuter || !accept("as")) {
            return term;
        }
        return definitions().bind(term);
    }

    Expression suffixed(Expression start) throws JqSyntaxException {
        Expression term = start;
        for (Word word = lexer.peek(); ; word = lexer.peek()) {
            if (word.kind() == Kind.FIELD) {
                lexer.take();
                term = index(term, new ControlExpressions.Literal(Values.text(word.text())));
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
                    term = index(term, string("text"));
                }
            } else {
                return term;
            }
        }
    }

    /** A look-up, and the question mark behind it: that stands for the look-up alone, not for the whole term. */
    Expression index(Expression term, Expression key) throws JqSyntaxException {
        return new PathExpressions.Index(term, key, accept("?"));
    }

    /** Parses what follows {@code [} after a term: {@code ]}, an index, or a slice. */
    Expression brackets(Expression term) throws JqSyntaxException {
        Word opening = lexer.before(lexer.peek());
        if (accept("]")) {
            return new PathExpressions.Iterate(term, accept("?"));
        }
        if (accept(":")) {
            return slice(term, new ControlExpressions.Literal(Values.nothing()), pipe());
        }
        Expression from = pipe();
        if (accept("]")) {
            return index(term, from);
        }
        if (!accept(":")) {
            close("]", opening);
        }
        return slice(term, from, lexer.peek().is("]") ? new ControlExpressions.Literal(Values.nothing()) : pipe());
    }

    private Expression slice(Expression term, Expression from, Expression to) throws JqSyntaxException {
        expect("]");
        return new PathExpressions.Slice(term, from, to, accept("?"));
    }

    /** Parses the rest of a string after its opening quote. Interpolations {@code \(…)} are formatted with the format. */
    Expression string(String format) throws JqSyntaxException {
        return new StringParser(this, lexer).string(format);
    }

    /**
     * Parses a number and keeps its notation: {@code 1.10} stays {@code 1.10} if it is only copied.
     *
     * @throws NumberFormatException if its exponent is too large
     */
    static JsonNode number(String text) {
        BigDecimal value = new BigDecimal(text);
        return text.matches("-?\\d+") ? Numbers.of(value) : DecimalNode.valueOf(value);
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
            throw SyntaxHints.missing(symbol, lexer.peek(), lexer.before(lexer.peek()));
        }
    }

    /** Takes what closes an earlier word, and says which one is open if it is not there. */
    void close(String symbol, Word opening) throws JqSyntaxException {
        if (lexer.peek().kind() == Kind.END) {
            throw new JqSyntaxException(
                    lexer.peek().at(),
                    "'" + symbol + "' is missing for the '" + opening.text() + "' at character " + (opening.at() + 1));
        }
        expect(symbol);
    }

    Word expect(Kind kind, String what) throws JqSyntaxException {
        Word word = lexer.take();
        if (word.kind() != kind) {
            throw new JqSyntaxException(word.at(), what + " is expected");
        }
        return word;
    }

    JqSyntaxException unexpected(Word word) {
        return SyntaxHints.unexpected(word, lexer.before(word));
    }
}
