package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.List;

/** Parses strings and what is interpolated in them. Not thread-safe: used once. */
final class StringParser {

    private final Parser parser;
    private final Lexer lexer;

    StringParser(Parser parser, Lexer lexer) {
        this.parser = parser;
        this.lexer = lexer;
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
                parts.add(FunctionCalls.format(format, parser.pipe(), lexer.position()));
                parser.expect(")");
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
}
