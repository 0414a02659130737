package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;

/** Reads the numbers of {@link JsonFastPath}: those without an exponent whose digits fit into a long. */
final class JsonFastNumber {

    /** So many digits fit, whatever they are. */
    private static final int MAX_DIGITS = 18;

    private JsonFastNumber() {}

    static JsonNode read(int first, JsonCursor in) throws JsonCursor.Unsure {
        boolean isNegative = first == '-';
        int leading = isNegative ? in.take() : first;
        in.check(isDigit(leading));
        long digits = leading - '0';
        int count = 1;
        int next = in.peek();
        in.check(leading != '0' || !isDigit(next));
        int scale = 0;
        boolean isDecimal = false;
        while (isDigit(next) || next == '.' && !isDecimal) {
            in.take();
            if (next == '.') {
                isDecimal = true;
            } else {
                in.check(++count <= MAX_DIGITS);
                digits = digits * 10 + next - '0';
                scale += isDecimal ? 1 : 0;
            }
            next = in.peek();
        }
        in.check(scale > 0 || !isDecimal); // an exponent behind it is no separator, and so found by the caller
        return node(isNegative ? -digits : digits, scale, isDecimal);
    }

    private static JsonNode node(long digits, int scale, boolean isDecimal) {
        if (isDecimal) {
            return DecimalNode.valueOf(BigDecimal.valueOf(digits, scale));
        }
        return (int) digits == digits ? IntNode.valueOf((int) digits) : LongNode.valueOf(digits);
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }
}
