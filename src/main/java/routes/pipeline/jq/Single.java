package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An expression that has exactly one result for every input, unless it fails: what {@link Expression#compiled} makes of it. Where
 * paths are asked for, the expression is evaluated as it was written.
 */
record Single(Expression original, SingleResult result) implements Expression {

    interface Compilation {
        /** @param parts as many as were given, in their order */
        SingleResult of(List<SingleResult> parts);
    }

    /** Empty unless each of the parts has one result. */
    static Optional<Expression> of(Expression original, List<Expression> compiledParts, Compilation compilation) {
        List<SingleResult> parts =
                compiledParts.stream().flatMap(part -> part.single().stream()).toList();
        return parts.size() == compiledParts.size()
                ? Optional.of(new Single(original, compilation.of(parts)))
                : Optional.empty();
    }

    /** @param compiled an expression that has one result in any case, though its parts may have several */
    static SingleResult captured(Expression compiled) {
        return (in, scope) -> {
            JsonNode[] only = new JsonNode[1];
            compiled.each(in, scope, result -> only[0] = result.value());
            return only[0];
        };
    }

    @Override
    public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
        if (in.isTracked()) {
            original.each(in, scope, out);
        } else {
            out.accept(PathValue.plain(result.of(in, scope)));
        }
    }

    @Override
    public Optional<SingleResult> single() {
        return Optional.of(result);
    }

    @Override
    public Set<ValueType> types(Set<ValueType> in) {
        return original.types(in);
    }

    @Override
    public Optional<Boolean> constant() {
        return original.constant();
    }
}
