package routes.pipeline.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.saxon.PreparedStylesheet;
import net.sf.saxon.expr.Assignation;
import net.sf.saxon.expr.AxisExpression;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Operand;
import net.sf.saxon.expr.PseudoExpression;
import net.sf.saxon.expr.instruct.LocalParam;
import net.sf.saxon.expr.instruct.OnEmptyExpr;
import net.sf.saxon.expr.instruct.OnNonEmptyExpr;
import net.sf.saxon.expr.instruct.UserFunction;
import net.sf.saxon.expr.parser.CodeInjector;
import net.sf.saxon.functions.hof.UserFunctionReference;
import net.sf.saxon.trace.TraceableComponent;
import net.sf.saxon.trans.KeyDefinition;
import net.sf.saxon.trans.KeyDefinitionSet;
import net.sf.saxon.trans.Mode;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.Cardinality;

/**
 * Puts {@link WatchedExpression}s into compiled expressions, so that an evaluation that takes too long can be ended: at all that
 * is repeated, and at all that has several items. Saxon has no other way to interrupt an evaluation. Not thread-safe: one for
 * each compilation.
 */
final class WatchInjector implements CodeInjector {

    private final Set<UserFunction> seen = new HashSet<>();

    /** Watches a body that is evaluated again and again, and all its parts. */
    private Expression watched(Expression body) {
        watchParts(body);
        return body instanceof WatchedExpression ? body : new WatchedExpression(body);
    }

    void watchParts(Expression expression) {
        if (expression instanceof UserFunctionReference reference) {
            watch(reference.getNominalTarget());
        }
        for (Operand operand : expression.operands()) {
            Expression part = operand.getChildExpression();
            if (isRepeated(part) && !operand.getOperandRole().isConstrainedClass()) {
                operand.setChildExpression(watched(part));
            } else {
                watchParts(part);
            }
        }
    }

    /** Watches the keys and the patterns of a compiled stylesheet, which are not passed to {@link #process}. */
    void watchRules(PreparedStylesheet stylesheet) throws XPathException {
        for (KeyDefinitionSet keys :
                stylesheet.getTopLevelPackage().getKeyManager().getAllKeyDefinitionSets()) {
            for (KeyDefinition key : keys.getKeyDefinitions()) {
                key.setBody(watched(key.getBody()));
                watchParts(key.getMatch());
            }
        }
        List<Mode> modes = new ArrayList<>(stylesheet.getRuleManager().getAllNamedModes());
        modes.add(stylesheet.getRuleManager().getUnnamedMode());
        for (Mode mode : modes) {
            mode.processRules(rule -> watchParts(rule.getPattern()));
        }
    }

    /** An inline function. */
    private void watch(UserFunction function) {
        if (seen.add(function)) {
            function.setBody(watched(function.getBody()));
        }
    }

    /** Whether it has several items or repeats something. Parts whose class the expression around them relies on are excepted. */
    private static boolean isRepeated(Expression part) {
        boolean keepsItsClass = part instanceof AxisExpression
                || part instanceof PseudoExpression
                || part instanceof LocalParam
                || part instanceof OnEmptyExpr
                || part instanceof OnNonEmptyExpr
                || part instanceof UserFunctionReference
                || part instanceof WatchedExpression;
        return !keepsItsClass && (part instanceof Assignation || Cardinality.allowsMany(part.getCardinality()));
    }

    @Override
    public Expression inject(Expression expression) {
        return watched(expression);
    }

    /** A template, function or global variable of a stylesheet. */
    @Override
    public void process(TraceableComponent component) {
        if (component.getBody() != null) {
            component.setBody(watched(component.getBody()));
        }
    }
}
