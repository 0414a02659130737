package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An expression, ready to be asked about bodies. Immutable, hence thread-safe. */
public final class JqProgram {

    private final Expression expression;

    private JqProgram(Expression expression) {
        this.expression = expression;
    }

    /** The program that a text is as a whole. */
    public static JqProgram compile(String text) throws JqSyntaxException {
        return new JqProgram(new Parser(new Lexer(text, 0)).whole());
    }

    /** A program within a text, and the position after the brace that closes it. */
    public record Embedded(JqProgram program, int end) {}

    /** The program that begins at a position of a text and goes on to a closing brace that is not its own. */
    public static Embedded embedded(String text, int from) throws JqSyntaxException {
        Lexer lexer = new Lexer(text, from);
        Parser parser = new Parser(lexer);
        Expression expression = parser.pipe();
        parser.expect("}");
        return new Embedded(new JqProgram(expression), lexer.position());
    }

    /** The one result for a body. */
    public JsonNode result(JsonNode body) throws JqEvaluationException {
        List<JsonNode> results = results(body);
        if (results.size() != 1) {
            throw new JqEvaluationException("the expression must have one result, but has "
                    + (results.isEmpty() ? "none" : String.valueOf(results.size())));
        }
        return results.get(0);
    }

    /** The answer to a question: true or false and nothing else. */
    public boolean holds(JsonNode body) throws JqEvaluationException {
        JsonNode result = result(body);
        if (!result.isBoolean()) {
            throw new JqEvaluationException("the expression must be true or false, but is " + Values.type(result));
        }
        return result.booleanValue();
    }

    /** A piece of text: a string, number or boolean. */
    public String text(JsonNode body) throws JqEvaluationException {
        JsonNode result = result(body);
        if (result.isContainerNode() || result.isNull()) {
            throw new JqEvaluationException(
                    "the expression must be a string, number or boolean, but is " + Values.type(result));
        }
        return result.asText();
    }

    private List<JsonNode> results(JsonNode body) throws JqEvaluationException {
        try {
            return expression.all(body, Scope.fresh());
        } catch (StackOverflowError e) {
            throw JqEvaluationException.limit("the expression goes too deep");
        }
    }
}
