package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Expressions that build a value from others. */
final class ConstructionExpressions {

    private ConstructionExpressions() {}

    record Items(Expression of) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(Values.array(of.all(in, scope))));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.ARRAY);
        }
    }

    /** A field of an object; several keys or values produce several objects. */
    record Field(Expression key, Expression value) {}

    record Fields(List<Field> fields) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            from(0, new String[fields.size()], new JsonNode[fields.size()], in.untracked(), scope, out);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.OBJECT);
        }

        /** Fills in the field at the index. Each alternative of a field puts its own name and value there. */
        private void from(int index, String[] names, JsonNode[] values, PathValue in, Scope scope, Sink out)
                throws JqEvaluationException {
            if (index == fields.size()) {
                scope.budget().spendCopy(fields.size());
                ObjectNode made = Values.object();
                for (int i = 0; i < names.length; i++) {
                    made.set(names[i], values[i]);
                }
                out.accept(PathValue.plain(made));
                return;
            }
            Field field = fields.get(index);
            field.key().each(in, scope, key -> {
                if (!key.value().isTextual()) {
                    throw new JqEvaluationException(
                            "the name of a field must be a string, but is " + Values.type(key.value()));
                }
                field.value().each(in, scope, value -> {
                    scope.budget().spend(1);
                    names[index] = key.value().textValue();
                    values[index] = value.value();
                    from(index + 1, names, values, in, scope, out);
                });
            });
        }
    }

    /** A string with interpolated expressions, each of which produces a string. */
    record Text(List<Expression> parts) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            from(parts.size() - 1, new String[parts.size()], in.untracked(), scope, out);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.STRING);
        }

        /** From the last part to the first, whose alternatives therefore change fastest. */
        private void from(int index, String[] texts, PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            if (index < 0) {
                long length = 0;
                for (String text : texts) {
                    length += text.length();
                }
                scope.budget().spendText(length);
                StringBuilder made = new StringBuilder((int) length);
                for (String text : texts) {
                    made.append(text);
                }
                out.accept(PathValue.plain(Values.text(made.toString())));
                return;
            }
            parts.get(index).each(in, scope, part -> {
                scope.budget().spend(1);
                texts[index] = part.value().textValue();
                from(index - 1, texts, in, scope, out);
            });
        }
    }
}
