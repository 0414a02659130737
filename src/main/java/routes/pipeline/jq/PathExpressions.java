package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Expressions that select parts of a value by their paths. */
final class PathExpressions {

    /** In which something can be looked up. */
    private static final Set<ValueType> PARTED = Set.of(ValueType.ARRAY, ValueType.OBJECT, ValueType.NULL);

    private PathExpressions() {}

    record Identity() implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            out.accept(in);
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return in;
        }

        @Override
        public Optional<SingleResult> single() {
            return Optional.of((in, scope) -> in.value());
        }
    }

    /** @param optional whether a value in which nothing can be looked up gives no result; its own errors are not caught */
    record Index(Expression of, Expression key, boolean optional) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            of.each(
                    in,
                    scope,
                    container -> key.each(in.untracked(), scope, at -> {
                        scope.budget().spend(1);
                        lookUp(of, container, at.value(), optional, scope, out);
                    }));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return ValueType.common(of.types(in), PARTED).isEmpty() ? ValueType.NONE : ValueType.ANY;
        }

        @Override
        public Expression compiled() {
            Expression container = of.compiled();
            Expression at = key.compiled();
            if (optional) {
                return new Index(container, at, true);
            }
            Optional<SingleResult> byName = header().or(() -> field(container));
            return byName.<Expression>map(result -> new Single(this, result))
                    .or(() -> Single.of(this, List.of(container, at), parts -> (in, scope) -> {
                        JsonNode value = parts.get(0).of(in, scope);
                        JsonNode found = parts.get(1).of(in, scope);
                        scope.budget().spend(1);
                        return PathExpressions.found(of, value, found, scope.budget());
                    }))
                    .orElseGet(() -> new Index(container, at, false));
        }

        private Optional<SingleResult> field(Expression container) {
            Optional<FieldPath> path = of instanceof Identity
                    ? Optional.of(new FieldPath())
                    : container.single().filter(FieldPath.class::isInstance).map(FieldPath.class::cast);
            return name().flatMap(name -> path.map(outer -> outer.and(this, name)));
        }

        /** The name of the field, if it is written there. */
        Optional<String> name() {
            return key instanceof ControlExpressions.Literal literal
                            && literal.value().isTextual()
                    ? Optional.of(literal.value().textValue())
                    : Optional.empty();
        }

        /** A single header is looked up without making an object of all of them. */
        private Optional<SingleResult> header() {
            boolean isHeader = of.equals(new BindingExpressions.Fact(JqInput.Fact.HEADERS));
            return name().filter(name -> isHeader).map(name -> (in, scope) -> {
                scope.budget().spend(1);
                return scope.evaluation().header(name);
            });
        }

        /** @param container which has no such field, or in which nothing can be looked up by a name */
        JsonNode found(JsonNode container, Budget budget) throws JqEvaluationException {
            return PathExpressions.found(of, container, ((ControlExpressions.Literal) key).value(), budget);
        }
    }

    record Slice(Expression of, Expression from, Expression to, boolean optional) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            of.each(
                    in,
                    scope,
                    list -> to.each(
                            in.untracked(),
                            scope,
                            end -> from.each(in.untracked(), scope, start -> {
                                ObjectNode key = Values.object();
                                key.set("start", start.value());
                                key.set("end", end.value());
                                lookUp(of, list, key, optional, scope, out);
                            })));
        }

        @Override
        public Expression compiled() {
            return new Slice(of.compiled(), from.compiled(), to.compiled(), optional);
        }
    }

    private static void lookUp(
            Expression of, PathValue container, JsonNode key, boolean optional, Scope scope, Expression.Sink out)
            throws JqEvaluationException {
        JsonNode found;
        try {
            found = found(of, container.value(), key, scope.budget());
        } catch (JqEvaluationException failure) {
            if (optional && failure.isCatchable()) {
                return;
            }
            throw failure;
        }
        out.accept(container.child(key, found));
    }

    /** @param of the expression that gave the container, for messages */
    private static JsonNode found(Expression of, JsonNode container, JsonNode key, Budget budget)
            throws JqEvaluationException {
        try {
            return get(container, key, budget);
        } catch (JqEvaluationException failure) {
            throw failure.isAbout(container) ? failure.explain(PathText.fact(of, container)) : failure;
        }
    }

    record Iterate(Expression of, boolean optional) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            of.each(in, scope, container -> {
                if (container.value().isContainerNode()) {
                    children(container, scope, out);
                } else if (!optional) {
                    throw notIterable(container.value()).explain(PathText.fact(of, container.value()));
                }
            });
        }

        @Override
        public Expression compiled() {
            return new Iterate(of.compiled(), optional);
        }
    }

    static void children(PathValue container, Scope scope, Expression.Sink out) throws JqEvaluationException {
        JsonNode value = container.value();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                scope.budget().spend(1);
                out.accept(container.child(Numbers.of(i), value.get(i)));
            }
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                scope.budget().spend(1);
                out.accept(container.child(Values.text(field.getKey()), field.getValue()));
            }
        } else {
            throw notIterable(value);
        }
    }

    private static JqEvaluationException notIterable(JsonNode value) {
        return new JqEvaluationException("cannot iterate over " + Values.type(value)).about(value);
    }

    /** The value at a key; JSON's null if there is none, or if the container is null. */
    static JsonNode get(JsonNode container, JsonNode key, Budget budget) throws JqEvaluationException {
        if (container.isNull() && (key.isTextual() || key.isNumber() || key.isObject())) {
            return Values.nothing();
        }
        if (container.isObject() && key.isTextual()) {
            JsonNode value = container.get(key.textValue());
            return value == null ? Values.nothing() : value;
        }
        if (container.isArray() && key.isNumber()) {
            int index = Numbers.position(key);
            JsonNode value = container.get(index < 0 ? container.size() + index : index);
            return value == null ? Values.nothing() : value;
        }
        if ((container.isArray() || container.isTextual()) && key.isObject()) {
            return slice(container, key, budget);
        }
        if (container.isArray() && key.isArray()) {
            return TextFunctions.indices(container, key, budget);
        }
        throw new JqEvaluationException(
                        "cannot look up a " + Values.type(key) + " in " + Values.type(container) + hint(container, key))
                .about(container);
    }

    /** What is written in JavaScript's way, as in {@code .items.length}. The key may be a value of the event and is not shown. */
    private static String hint(JsonNode container, JsonNode key) {
        boolean counts = key.isTextual() && Set.of("length", "size", "count").contains(key.textValue());
        return counts && !container.isBoolean() ? " (the length of a value is written: . | length)" : "";
    }

    private static JsonNode slice(JsonNode value, JsonNode key, Budget budget) throws JqEvaluationException {
        if (value.isTextual()) {
            int[] codes = value.textValue().codePoints().toArray();
            budget.spendText(codes.length);
            int start = start(key, codes.length);
            return Values.text(new String(codes, start, Math.max(0, end(key, codes.length) - start)));
        }
        budget.spendCopy(value.size());
        var items = Values.array();
        for (int i = start(key, value.size()); i < end(key, value.size()); i++) {
            items.add(value.get(i));
        }
        return items;
    }

    static int start(JsonNode slice, int size) throws JqEvaluationException {
        return bound(slice.path("start"), 0, size, RoundingMode.FLOOR);
    }

    static int end(JsonNode slice, int size) throws JqEvaluationException {
        return bound(slice.path("end"), size, size, RoundingMode.CEILING);
    }

    /** The start is rounded down and the end is rounded up, so that a slice never has less than what it names. */
    private static int bound(JsonNode at, int otherwise, int size, RoundingMode mode) throws JqEvaluationException {
        if (at.isNull() || at.isMissingNode()) {
            return otherwise;
        }
        if (!at.isNumber()) {
            throw new JqEvaluationException("a slice needs numbers, but got " + Values.type(at));
        }
        int position = Numbers.position(at, mode);
        return Math.max(0, Math.min(size, position < 0 ? size + position : position));
    }
}
