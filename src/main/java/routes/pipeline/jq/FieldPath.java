package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Fields with names that are written there, one within the other: {@code .customer.name}. */
record FieldPath(PathExpressions.Index[] lookUps, String[] names) implements SingleResult {

    FieldPath() {
        this(new PathExpressions.Index[0], new String[0]);
    }

    /** @param lookUp a field of what this path leads to */
    FieldPath and(PathExpressions.Index lookUp, String name) {
        int length = names.length;
        PathExpressions.Index[] longer = Arrays.copyOf(lookUps, length + 1);
        String[] longerNames = Arrays.copyOf(names, length + 1);
        longer[length] = lookUp;
        longerNames[length] = name;
        return new FieldPath(longer, longerNames);
    }

    @Override
    public JsonNode of(PathValue in, Scope scope) throws JqEvaluationException {
        JsonNode value = in.value();
        for (int i = 0; i < names.length; i++) {
            scope.budget().spend(1);
            JsonNode field = value.get(names[i]);
            value = field != null ? field : lookUps[i].found(value, scope.budget());
        }
        return value;
    }
}
