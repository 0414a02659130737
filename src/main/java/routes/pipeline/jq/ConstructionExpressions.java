package routes.pipeline.jq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Expressions that build a value from others. */
final class ConstructionExpressions {

    private ConstructionExpressions() {}

    record Items(Expression of) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(Values.array(of.all(in.value(), scope))));
        }
    }

    /** A field of an object; several keys or values produce several objects. */
    record Field(Expression key, Expression value) {}

    record Fields(List<Field> fields) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1 + fields.size());
            from(0, Values.object(), in.untracked(), scope, out);
        }

        private void from(int index, ObjectNode made, PathValue in, Scope scope, Sink out)
                throws JqEvaluationException {
            if (index == fields.size()) {
                ObjectNode object = Values.object();
                out.accept(PathValue.plain(object.setAll(made)));
                return;
            }
            Field field = fields.get(index);
            field.key().each(in, scope, key -> {
                if (!key.value().isTextual()) {
                    throw new JqEvaluationException(
                            "the name of a field must be a string, but is " + Values.type(key.value()));
                }
                field.value().each(in, scope, value -> {
                    scope.budget().spendCopy(made.size());
                    made.set(key.value().textValue(), value.value());
                    from(index + 1, made, in, scope, out);
                });
            });
        }
    }

    /** A string with interpolated expressions, each of which produces a string. */
    record Text(List<Expression> parts) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            from(0, "", in.untracked(), scope, out);
        }

        private void from(int index, String made, PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            if (index == parts.size()) {
                out.accept(PathValue.plain(Values.text(made)));
                return;
            }
            parts.get(index).each(in, scope, part -> {
                String text = part.value().textValue();
                scope.budget().spendText((long) made.length() + text.length());
                from(index + 1, made + text, in, scope, out);
            });
        }
    }
}
