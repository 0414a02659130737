package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Equality as JSON Schema defines it: numbers are equal if their mathematical values are, at every depth, and the order of
 * fields does not count. Jackson's own tells 1 from 1.0.
 */
public final class JsonEquality {

    /** No long has more digits. */
    private static final int LONG_DIGITS = 19;

    private JsonEquality() {}

    static boolean areEqual(JsonNode one, JsonNode other) {
        return one.isValueNode() && other.isTextual()
                ? one.equals(other)
                : comparable(one).equals(comparable(other));
    }

    /** An object that equals another one of this method if, and only if, the values are equal. Its hash code agrees. */
    public static Object comparable(JsonNode value) {
        if (value.isNumber()) {
            return number(value);
        } else if (value.isArray()) {
            List<Object> items = new ArrayList<>(value.size());
            value.forEach(item -> items.add(comparable(item)));
            return items;
        } else if (value.isObject()) {
            Map<String, Object> fields = new HashMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), comparable(field.getValue())));
            return fields;
        }
        return value;
    }

    private static Object number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        boolean isLong = number.scale() <= 0
                && number.precision() - (long) number.scale() <= LONG_DIGITS
                && number.toBigInteger().bitLength() < Long.SIZE;
        return isLong ? (Object) number.longValue() : number;
    }

    static int compare(JsonNode one, JsonNode other) {
        return one.isIntegralNumber() && one.canConvertToLong() && other.isIntegralNumber() && other.canConvertToLong()
                ? Long.compare(one.longValue(), other.longValue())
                : one.decimalValue().compareTo(other.decimalValue());
    }

    /** Whether the number is a whole one, also if it is written like 1.0 or 1e2. */
    static boolean isWhole(JsonNode number) {
        if (number.isIntegralNumber()) {
            return true;
        }
        BigDecimal value = number.decimalValue();
        return value.signum() == 0
                || value.scale() <= 0
                || value.stripTrailingZeros().scale() <= 0;
    }
}
