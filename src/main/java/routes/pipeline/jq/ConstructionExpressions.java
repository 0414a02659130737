package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Expressions that build a value from others. */
final class ConstructionExpressions {

    private ConstructionExpressions() {}

    record Items(Expression of) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(PathValue.plain(Values.array(of.all(in, scope))));
        }

        @Override
        public Expression compiled() {
            Expression items = of.compiled();
            return new Single(this, (in, scope) -> Values.array(items.all(in, scope)));
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

        @Override
        public Expression compiled() {
            List<Field> all = fields.stream()
                    .map(field ->
                            new Field(field.key().compiled(), field.value().compiled()))
                    .toList();
            List<Expression> flat = all.stream()
                    .flatMap(field -> Stream.of(field.key(), field.value()))
                    .toList();
            return Single.of(this, flat, Fields::made).orElseGet(() -> new Fields(all));
        }

        /** @param parts the names and the values by turns */
        private static SingleResult made(List<SingleResult> parts) {
            SingleResult[] all = parts.toArray(SingleResult[]::new);
            return (in, scope) -> {
                ObjectNode made = Values.object();
                for (int i = 0; i < all.length; i += 2) {
                    String name = name(all[i].of(in, scope));
                    JsonNode value = all[i + 1].of(in, scope);
                    scope.budget().spend(1);
                    made.set(name, value);
                }
                scope.budget().spendCopy(all.length / 2);
                return made;
            };
        }

        private static String name(JsonNode key) throws JqEvaluationException {
            if (!key.isTextual()) {
                throw new JqEvaluationException("the name of a field must be a string, but is " + Values.type(key));
            }
            return key.textValue();
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
                String name = name(key.value());
                field.value().each(in, scope, value -> {
                    scope.budget().spend(1);
                    names[index] = name;
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

        @Override
        public Expression compiled() {
            List<Expression> all = parts.stream().map(Expression::compiled).toList();
            return Single.of(this, all, Text::joined).orElseGet(() -> new Text(all));
        }

        private static SingleResult joined(List<SingleResult> parts) {
            SingleResult[] all = parts.toArray(SingleResult[]::new);
            return (in, scope) -> {
                String[] texts = new String[all.length];
                for (int i = all.length - 1; i >= 0; i--) {
                    texts[i] = all[i].of(in, scope).textValue();
                    scope.budget().spend(1);
                }
                return joined(texts, scope.budget());
            };
        }

        private static JsonNode joined(String[] texts, Budget budget) throws JqEvaluationException {
            long length = 0;
            for (String text : texts) {
                length += text.length();
            }
            budget.spendText(length);
            StringBuilder made = new StringBuilder((int) length);
            for (String text : texts) {
                made.append(text);
            }
            return Values.text(made.toString());
        }

        /** From the last part to the first, whose alternatives therefore change fastest. */
        private void from(int index, String[] texts, PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            if (index < 0) {
                out.accept(PathValue.plain(joined(texts, scope.budget())));
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
