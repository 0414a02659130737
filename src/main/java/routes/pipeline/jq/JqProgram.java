package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.pipeline.body.Finding;
import routes.pipeline.body.StepException;

/** A compiled jq expression. Immutable and thread-safe. */
public final class JqProgram {

    private final String text;
    private final Expression expression;
    private final Expression compiled;
    private final Optional<SingleResult> single;
    private final List<Finding> findings;

    private JqProgram(String text, Expression expression, List<Finding> findings) {
        this.text = text;
        this.expression = expression;
        this.compiled = expression.compiled();
        this.single = compiled.single();
        this.findings = findings;
    }

    /** Compiles a whole text. */
    public static JqProgram compile(String text) throws JqSyntaxException {
        Parser parser = new Parser(new Lexer(text, 0));
        return new JqProgram(text, parser.whole(), parser.lints().findings());
    }

    /** What in it is surely not meant, wherever it is used. */
    public List<Finding> findings() {
        return findings;
    }

    /** As {@link #findings}, for a program that is used as a predicate. */
    public List<Finding> findingsAsPredicate() {
        List<Finding> all = new ArrayList<>(findings);
        PredicateLints.ofPredicate(expression).filter(whole -> all.isEmpty()).ifPresent(all::add);
        return all;
    }

    /** Whether it is true for every event, as far as that can be seen. */
    public boolean isAlwaysTrue() {
        return expression.constant().orElse(false);
    }

    /** Whether it is true wherever the other one is, as far as that can be seen. */
    public boolean covers(JqProgram other) {
        return text.strip().equals(other.text.strip()) || new Implication().holds(other.expression, expression);
    }

    /** A program within a text, and the position after its closing brace. */
    public record Embedded(JqProgram program, int end) {}

    /** Compiles a program that begins at this position of a text and ends at an unmatched closing brace. */
    public static Embedded embedded(String text, int from) throws JqSyntaxException {
        Lexer lexer = new Lexer(text, from);
        Parser parser = new Parser(lexer);
        Expression expression = parser.pipe();
        parser.close("}", new Lexer.Word(Lexer.Kind.SYMBOL, "${", from - 2));
        String written = text.substring(from, lexer.position() - 1);
        return new Embedded(new JqProgram(written, expression, parser.lints().findings()), lexer.position());
    }

    /**
     * The only result for an event; several results or none are a failure.
     *
     * @throws StepException if the expression needs the body, and the body is not JSON
     */
    public JsonNode result(JqInput input) throws JqEvaluationException, StepException {
        Evaluation evaluation = new Evaluation(input);
        try {
            return single.isPresent()
                    ? single.get().of(evaluation.body(), Scope.of(evaluation))
                    : only(compiled.all(evaluation.body(), Scope.of(evaluation)));
        } catch (Evaluation.Unreadable e) {
            throw e.reason();
        } catch (StackOverflowError e) {
            throw JqEvaluationException.limit("the expression is nested too deeply");
        }
    }

    /** The result as a boolean; any other type is a failure. */
    public boolean holds(JqInput input) throws JqEvaluationException, StepException {
        JsonNode result = result(input);
        if (!result.isBoolean()) {
            throw new JqEvaluationException(
                            "the result of the expression must be true or false, but is " + Values.type(result))
                    .explain(PathText.fact(expression, result));
        }
        return result.booleanValue();
    }

    /** The result as text; it must be a string, number or boolean. */
    public String text(JqInput input) throws JqEvaluationException, StepException {
        JsonNode result = result(input);
        if (result.isContainerNode() || result.isNull()) {
            throw new JqEvaluationException("the result of the expression must be a string, number or boolean, but is "
                            + Values.type(result))
                    .explain(PathText.fact(expression, result));
        }
        return result.isNumber() ? Numbers.text(result) : result.asText();
    }

    /** What it compares with values that are written there, if it does nothing else. */
    Optional<EqualityTest> equalityTest() {
        return EqualityTest.of(expression);
    }

    /** A program that gives what a part of this one gives. */
    JqProgram part(Expression part) {
        return new JqProgram(text, part, findings);
    }

    private static JsonNode only(List<JsonNode> results) throws JqEvaluationException {
        if (results.size() != 1) {
            throw new JqEvaluationException("the expression must have exactly one result, but has "
                    + (results.isEmpty() ? "none" : String.valueOf(results.size())));
        }
        return results.get(0);
    }
}
