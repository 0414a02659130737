package routes.pipeline;

import java.util.List;
import java.util.Optional;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmValue;
import routes.model.DeadLetterReason;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.Finding;
import routes.pipeline.body.StepException;
import routes.pipeline.jq.EventInput;
import routes.pipeline.jq.JqEvaluationException;
import routes.pipeline.jq.JqProgram;
import routes.pipeline.xml.SaxonXml;
import routes.pipeline.xml.XPathPredicate;

/** A compiled predicate. It is true or false, or it throws if the event cannot be evaluated. Thread-safe. */
sealed interface CompiledPredicate {

    boolean test(EventContext context) throws StepException;

    /** What is surely not meant. */
    List<Finding> findings();

    /** Whether it is true for every event, as far as that can be seen. */
    boolean isAlwaysTrue();

    /** Whether it is true wherever the other one is, as far as that can be seen. */
    boolean covers(CompiledPredicate other);

    /** The program, if it is a jq expression. */
    default Optional<JqProgram> jq() {
        return Optional.empty();
    }

    /** A jq expression over a JSON body, or over facts about the event alone. */
    record OfJson(JqProgram program) implements CompiledPredicate {
        @Override
        public List<Finding> findings() {
            return program.findingsAsPredicate();
        }

        @Override
        public boolean isAlwaysTrue() {
            return program.isAlwaysTrue();
        }

        @Override
        public Optional<JqProgram> jq() {
            return Optional.of(program);
        }

        @Override
        public boolean covers(CompiledPredicate other) {
            return other instanceof OfJson && program.covers(((OfJson) other).program);
        }

        @Override
        public boolean test(EventContext context) throws StepException {
            try {
                return program.holds(new EventInput(context));
            } catch (JqEvaluationException e) {
                throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
    }

    /**
     * An XPath expression over an XML body. Its result must be a boolean; to test whether something exists, write
     * {@code exists(…)}. XPath's rules apply: a comparison with a missing node is false, and an untyped node is compared with
     * a number as a double. If more than 15 digits matter, write {@code xs:decimal(/order/total) > 1000.01}.
     */
    record OfXml(String text, XPathExecutable expression, SaxonXml saxon) implements CompiledPredicate {
        @Override
        public List<Finding> findings() {
            return XPathPredicate.findings(expression);
        }

        @Override
        public boolean isAlwaysTrue() {
            return XPathPredicate.isAlwaysTrue(expression);
        }

        @Override
        public boolean covers(CompiledPredicate other) {
            return other instanceof OfXml && text.strip().equals(((OfXml) other).text.strip());
        }

        @Override
        public boolean test(EventContext context) throws StepException {
            try {
                XPathSelector selector = expression.load();
                selector.setContextItem(context.parsed(saxon));
                XdmValue result = selector.evaluate();
                if (result.size() == 1 && ItemType.BOOLEAN.matches(result.itemAt(0))) {
                    return ((XdmAtomicValue) result.itemAt(0)).getBooleanValue();
                }
                throw new StepException(
                        DeadLetterReason.EXPRESSION,
                        "the result of the expression must be true or false, but is " + kind(result));
            } catch (SaxonApiException e) {
                throw new StepException(DeadLetterReason.EXPRESSION, SaxonXml.cause(e));
            } catch (StackOverflowError e) {
                throw new StepException(DeadLetterReason.EXPRESSION, "the expression is nested too deeply");
            }
        }

        private static String kind(XdmValue result) {
            if (result.size() != 1) {
                return result.isEmpty() ? "nothing" : result.size() + " items";
            }
            XdmItem item = result.itemAt(0);
            return item.isNode() ? "a node; use exists() or compare it" : "another kind of value";
        }
    }
}
