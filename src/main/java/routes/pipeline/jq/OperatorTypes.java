package routes.pipeline.jq;

import static routes.pipeline.jq.ValueType.ARRAY;
import static routes.pipeline.jq.ValueType.BOOLEAN;
import static routes.pipeline.jq.ValueType.NULL;
import static routes.pipeline.jq.ValueType.NUMBER;
import static routes.pipeline.jq.ValueType.OBJECT;
import static routes.pipeline.jq.ValueType.STRING;

import java.util.EnumSet;
import java.util.Set;

/** The types of what the operators between two values give. */
final class OperatorTypes {

    private static final Set<ValueType> ADDED = Set.of(NUMBER, STRING, ARRAY, OBJECT);
    private static final Set<ValueType> SUBTRACTED = Set.of(NUMBER, ARRAY);

    private OperatorTypes() {}

    /** Empty if the operator fails for every pair of values of these types. */
    static Set<ValueType> of(String operator, Set<ValueType> left, Set<ValueType> right) {
        Set<ValueType> both = ValueType.common(left, right);
        switch (operator) {
            case "==":
            case "!=":
                return left.isEmpty() || right.isEmpty() ? ValueType.NONE : Set.of(BOOLEAN);
            case "+":
                return ValueType.common(both, ADDED);
            case "-":
                return ValueType.common(both, SUBTRACTED);
            case "*":
                return multiplied(left, right, both);
            case "/":
                return divided(both);
            case "%":
                return ValueType.common(both, Set.of(NUMBER));
            default:
                return both.isEmpty() ? ValueType.NONE : Set.of(BOOLEAN);
        }
    }

    private static Set<ValueType> multiplied(Set<ValueType> left, Set<ValueType> right, Set<ValueType> both) {
        EnumSet<ValueType> types = EnumSet.noneOf(ValueType.class);
        types.addAll(ValueType.common(both, Set.of(NUMBER, OBJECT)));
        if (left.contains(STRING) && right.contains(NUMBER) || left.contains(NUMBER) && right.contains(STRING)) {
            types.add(STRING);
            types.add(NULL);
        }
        return types;
    }

    private static Set<ValueType> divided(Set<ValueType> both) {
        EnumSet<ValueType> types = EnumSet.noneOf(ValueType.class);
        types.addAll(ValueType.common(both, Set.of(NUMBER)));
        if (both.contains(STRING)) {
            types.add(ARRAY);
        }
        return types;
    }
}
