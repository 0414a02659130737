package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows {@code as}: takes a value apart and binds variables to the parts. Immutable and thread-safe. */
sealed interface Destructuring {

    /** Receives the scope with the variables. Called several times where a computed key has several results. */
    interface Bound {
        void accept(Scope scope) throws JqEvaluationException;
    }

    void bind(JsonNode value, Scope scope, Bound then) throws JqEvaluationException;

    /** The names of all variables, in the order in which they are bound. */
    List<String> variables();

    /** {@code $name}. */
    record Variable(String name) implements Destructuring {
        @Override
        public void bind(JsonNode value, Scope scope, Bound then) throws JqEvaluationException {
            then.accept(scope.with(name, value));
        }

        @Override
        public List<String> variables() {
            return List.of(name);
        }
    }

    /** {@code [$first, …]}. */
    record Items(List<Destructuring> items) implements Destructuring {
        @Override
        public void bind(JsonNode value, Scope scope, Bound then) throws JqEvaluationException {
            if (!value.isArray() && !value.isNull()) {
                throw new JqEvaluationException("cannot take items from " + Values.type(value));
            }
            from(0, value, scope, then);
        }

        private void from(int index, JsonNode value, Scope scope, Bound then) throws JqEvaluationException {
            if (index == items.size()) {
                then.accept(scope);
                return;
            }
            JsonNode item = PathExpressions.get(value, Numbers.of(index), scope.budget());
            items.get(index).bind(item, scope, inner -> from(index + 1, value, inner, then));
        }

        @Override
        public List<String> variables() {
            return items.stream().flatMap(item -> item.variables().stream()).toList();
        }
    }

    /**
     * A part of {@code {…}}.
     *
     * @param variable bound to the whole field, for {@code {$name}} and {@code {$name: …}}
     * @param inner takes the field apart
     */
    record Field(Expression key, Optional<String> variable, Optional<Destructuring> inner) {}

    /** {@code {a: $first, $b, (…): …}}. */
    record Fields(List<Field> fields) implements Destructuring {
        @Override
        public void bind(JsonNode value, Scope scope, Bound then) throws JqEvaluationException {
            from(0, value, scope, then);
        }

        private void from(int index, JsonNode value, Scope scope, Bound then) throws JqEvaluationException {
            if (index == fields.size()) {
                then.accept(scope);
                return;
            }
            Field field = fields.get(index);
            field.key().each(PathValue.plain(value), scope, key -> {
                if (!key.value().isTextual()) {
                    throw new JqEvaluationException(
                            "the name of a field must be a string, but is " + Values.type(key.value()));
                }
                JsonNode found = PathExpressions.get(value, key.value(), scope.budget());
                Scope named =
                        field.variable().map(name -> scope.with(name, found)).orElse(scope);
                Bound rest = inner -> from(index + 1, value, inner, then);
                if (field.inner().isPresent()) {
                    field.inner().get().bind(found, named, rest);
                } else {
                    rest.accept(named);
                }
            });
        }

        @Override
        public List<String> variables() {
            List<String> names = new ArrayList<>();
            for (Field field : fields) {
                field.variable().ifPresent(names::add);
                field.inner().ifPresent(inner -> names.addAll(inner.variables()));
            }
            return names;
        }
    }
}
