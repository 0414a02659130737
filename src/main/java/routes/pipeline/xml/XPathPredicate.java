package routes.pipeline.xml;

import java.util.List;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Literal;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.trans.XPathException;
import routes.model.Lint;
import routes.pipeline.body.Finding;

/** What can be said of an XPath expression as a predicate without an event. */
public final class XPathPredicate {

    private XPathPredicate() {}

    /** What is surely not meant. */
    public static List<Finding> findings(XPathExecutable expression) {
        ItemType type = expression.getResultItemType();
        if (!type.subsumes(ItemType.BOOLEAN) && !ItemType.BOOLEAN.subsumes(type)) {
            String gives =
                    isNode(type) ? "it gives nodes; use exists() or compare it" : "it gives another kind of value";
            return List.of(new Finding(Lint.PREDICATE_NOT_BOOLEAN, "the predicate is never true or false: " + gives));
        }
        return internal(expression) instanceof Literal
                ? List.of(new Finding(
                        Lint.CONSTANT_PREDICATE,
                        "the predicate is " + isAlwaysTrue(expression)
                                + " for every event: it does not depend on the event"))
                : List.of();
    }

    private static boolean isNode(ItemType type) {
        return ItemType.ANY_NODE.subsumes(type);
    }

    /** Whether it is true for every event, as far as Saxon's optimizer sees that. */
    public static boolean isAlwaysTrue(XPathExecutable expression) {
        Expression internal = internal(expression);
        try {
            return internal instanceof Literal
                    && ((Literal) internal).getGroundedValue().effectiveBooleanValue();
        } catch (XPathException e) {
            return false;
        }
    }

    private static Expression internal(XPathExecutable expression) {
        return expression.getUnderlyingExpression().getInternalExpression();
    }
}
