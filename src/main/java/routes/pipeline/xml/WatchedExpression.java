package routes.pipeline.xml;

import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.elab.BooleanEvaluator;
import net.sf.saxon.expr.elab.Elaborator;
import net.sf.saxon.expr.elab.ItemEvaluator;
import net.sf.saxon.expr.elab.PullEvaluator;
import net.sf.saxon.expr.elab.PushEvaluator;
import net.sf.saxon.expr.elab.StringEvaluator;
import net.sf.saxon.expr.elab.UnicodeStringEvaluator;
import net.sf.saxon.expr.instruct.TraceExpression;
import net.sf.saxon.expr.parser.ContextItemStaticInfo;
import net.sf.saxon.expr.parser.ExpressionVisitor;
import net.sf.saxon.expr.parser.RebindingMap;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.tree.iter.EmptyIterator;
import routes.pipeline.body.StepWatch;

/**
 * An expression that ends when the {@link StepWatch} says so: it asks before each evaluation, and before each item of its result.
 * It has the place that a tracing expression would have, and its value is that of the expression inside. Thread-safe.
 */
final class WatchedExpression extends TraceExpression {

    WatchedExpression(Expression inside) {
        super(inside);
    }

    @Override
    public Expression copy(RebindingMap rebindings) {
        return new WatchedExpression(getChild().copy(rebindings));
    }

    @Override
    public Expression optimize(ExpressionVisitor visitor, ContextItemStaticInfo context) {
        return this;
    }

    /** Otherwise a recursion that needs no stack would need one. */
    @Override
    public int markTailFunctionCalls(StructuredQName name, int arity) {
        return getChild().markTailFunctionCalls(name, arity);
    }

    @Override
    public Elaborator getElaborator() {
        return new Watched();
    }

    private static final class Watched extends Elaborator {

        private Elaborator inside() {
            return ((WatchedExpression) getExpression()).getChild().makeElaborator();
        }

        @Override
        public PullEvaluator elaborateForPull() {
            PullEvaluator inside = inside().elaborateForPull();
            return context -> {
                StepWatch watch = StepWatch.ofThread();
                watch.check();
                SequenceIterator items = inside.iterate(context);
                return items instanceof EmptyIterator ? items : new WatchedIterator(items, watch);
            };
        }

        @Override
        public PushEvaluator elaborateForPush() {
            PushEvaluator inside = inside().elaborateForPush();
            return (output, context) -> {
                StepWatch.ofThread().check();
                return inside.processLeavingTail(output, context);
            };
        }

        @Override
        public ItemEvaluator elaborateForItem() {
            ItemEvaluator inside = inside().elaborateForItem();
            return context -> {
                StepWatch.ofThread().check();
                return inside.eval(context);
            };
        }

        @Override
        public BooleanEvaluator elaborateForBoolean() {
            BooleanEvaluator inside = inside().elaborateForBoolean();
            return context -> {
                StepWatch.ofThread().check();
                return inside.eval(context);
            };
        }

        @Override
        public UnicodeStringEvaluator elaborateForUnicodeString(boolean emptyIsZeroLength) {
            UnicodeStringEvaluator inside = inside().elaborateForUnicodeString(emptyIsZeroLength);
            return context -> {
                StepWatch.ofThread().check();
                return inside.eval(context);
            };
        }

        @Override
        public StringEvaluator elaborateForString(boolean emptyIsZeroLength) {
            StringEvaluator inside = inside().elaborateForString(emptyIsZeroLength);
            return context -> {
                StepWatch.ofThread().check();
                return inside.eval(context);
            };
        }
    }

    private record WatchedIterator(SequenceIterator items, StepWatch watch) implements SequenceIterator {

        @Override
        public Item next() {
            watch.check();
            return items.next();
        }

        @Override
        public void close() {
            items.close();
        }
    }
}
