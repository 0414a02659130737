package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A compiled jq expression. Immutable and thread-safe. */
public final class JqProgram {

    private final Expression expression;

    private JqProgram(Expression expression) {
        this.expression = expression;
    }

    /** Compiles a whole text. */
    public static JqProgram compile(String text) throws JqSyntaxException {
        return new JqProgram(new Parser(new Lexer(text, 0)).whole());
    }

    /** A program within a text, and the position after its closing brace. */
    public record Embedded(JqProgram program, int end) {}

    /** Compiles a program that begins at this position of a text and ends at an unmatched closing brace. */
    public static Embedded embedded(String text, int from) throws JqSyntaxException {
        Lexer lexer = new Lexer(text, from);
        Parser parser = new Parser(lexer);
        Expression expression = parser.pipe();
        parser.expect("}");
        return new Embedded(new JqProgram(expression), lexer.position());
    }

    /** The only result for a body; several results or none are a failure. */
    public JsonNode result(JsonNode body) throws JqEvaluationException {
        List<JsonNode> results = results(body);
        if (results.size() != 1) {
            throw new JqEvaluationException("the expression must have exactly one result, but has "
                    + (results.isEmpty() ? "none" : String.valueOf(results.size())));
        }
        return results.get(0);
    }

    /** The result as a boolean; any other type is a failure. */
    public boolean holds(JsonNode body) throws JqEvaluationException {
        JsonNode result = result(body);
        if (!result.isBoolean()) {
            throw new JqEvaluationException(
                    "the result of the expression must be true or false, but is " + Values.type(result));
        }
        return result.booleanValue();
    }

    /** The result as text; it must be a string, number or boolean. */
    public String text(JsonNode body) throws JqEvaluationException {
        JsonNode result = result(body);
        if (result.isContainerNode() || result.isNull()) {
            throw new JqEvaluationException(
                    "the result of the expression must be a string, number or boolean, but is " + Values.type(result));
        }
        return result.asText();
    }

    private List<JsonNode> results(JsonNode body) throws JqEvaluationException {
        try {
            return expression.all(body, Scope.fresh());
        } catch (StackOverflowError e) {
            throw JqEvaluationException.limit("the expression is nested too deeply");
        }
    }
}
