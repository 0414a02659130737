package routes.step;

import routes.model.DeadLetterReason;
import routes.step.jq.JqFailure;
import routes.step.jq.JqProgram;










import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmValue;

/** A predicate, ready to be asked: it answers true or false, or the event is unfit. */
sealed interface Question {

    boolean holds(Cargo cargo) throws Unfit;

    /** Asks the JSON body. */
    record OfJson(JqProgram program) implements Question {
        @Override
        public boolean holds(Cargo cargo) throws Unfit {
            try {
                return program.holds(cargo.json());
            } catch (JqFailure e) {
                throw new Unfit(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
    }

    /**
     * Asks the XML body. The answer must be a boolean: to ask whether something exists, say {@code exists(…)}. As XPath
     * has it, a comparison with a node that is missing is false, and an untyped node is compared to a number as a double;
     * where more than 15 digits count, write {@code xs:decimal(/order/total) > 1000.01}.
     */
    record OfXml(XPathExecutable expression, XmlWorkshop workshop) implements Question {
        @Override
        public boolean holds(Cargo cargo) throws Unfit {
            try {
                XPathSelector selector = expression.load();
                selector.setContextItem(cargo.xml(workshop));
                XdmValue result = selector.evaluate();
                if (result.size() == 1 && ItemType.BOOLEAN.matches(result.itemAt(0))) {
                    return ((XdmAtomicValue) result.itemAt(0)).getBooleanValue();
                }
                throw new Unfit(DeadLetterReason.EXPRESSION, "the expression must be true or false, but is " + kind(result));
            } catch (SaxonApiException e) {
                throw new Unfit(DeadLetterReason.EXPRESSION, XmlWorkshop.cause(e));
            } catch (StackOverflowError e) {
                throw new Unfit(DeadLetterReason.EXPRESSION, "the expression goes too deep");
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
