package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact arithmetic. Fails for numbers with too many digits to calculate quickly, such as {@code 1e1000000000 + 1}. */
final class Numbers {

    private static final int MAX_DIGITS = 5_000;
    private static final int QUOTIENT_DIGITS = 34;

    /** How many zeros a number may have in a text in place of an exponent. */
    private static final int MAX_ZEROS = 30;

    private Numbers() {}

    static JsonNode of(long value) {
        return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** The shortest form of a calculated number: an integer if possible. */
    static JsonNode of(BigDecimal value) {
        if (value.signum() == 0) {
            return IntNode.valueOf(0);
        }
        BigDecimal shortest = value.stripTrailingZeros();
        if (shortest.scale() > 0 || shortest.scale() < -30) {
            return DecimalNode.valueOf(shortest);
        }
        BigInteger integer = shortest.toBigInteger();
        return integer.bitLength() < 64 ? of(integer.longValue()) : BigIntegerNode.valueOf(integer);
    }

    static JsonNode add(JsonNode a, JsonNode b) throws JqEvaluationException {
        if (fits(a) && fits(b)) {
            return of((long) a.intValue() + b.intValue());
        }
        return of(bounded(bounded(a).add(bounded(b))));
    }

    static JsonNode subtract(JsonNode a, JsonNode b) throws JqEvaluationException {
        return of(bounded(bounded(a).subtract(bounded(b))));
    }

    static JsonNode multiply(JsonNode a, JsonNode b) throws JqEvaluationException {
        return of(bounded(bounded(a).multiply(bounded(b))));
    }

    static JsonNode divide(JsonNode a, JsonNode b) throws JqEvaluationException {
        BigDecimal dividend = bounded(a);
        BigDecimal divisor = nonZero(bounded(b));
        int digits = Math.max(QUOTIENT_DIGITS, dividend.precision());
        return of(dividend.divide(divisor, new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    /** The remainder of the integer parts, with the sign of the dividend, as in jq. */
    static JsonNode remainder(JsonNode a, JsonNode b) throws JqEvaluationException {
        BigInteger divisor = nonZero(bounded(b).setScale(0, RoundingMode.DOWN)).toBigInteger();
        return of(new BigDecimal(bounded(a).toBigInteger().remainder(divisor.abs())));
    }

    static JsonNode round(JsonNode number, RoundingMode mode) throws JqEvaluationException {
        return of(bounded(number).setScale(0, mode));
    }

    static int compare(JsonNode a, JsonNode b) {
        if (fits(a) && fits(b)) {
            return Integer.compare(a.intValue(), b.intValue());
        }
        return a.decimalValue().compareTo(b.decimalValue());
    }

    /** The number as a position in a list or string, rounded down and limited to the range of int. */
    static int position(JsonNode number) {
        return position(number, RoundingMode.FLOOR);
    }

    static int position(JsonNode number, RoundingMode mode) {
        if (fits(number)) {
            return number.intValue();
        }
        BigDecimal value = number.decimalValue();
        if (value.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) >= 0) {
            return Integer.MAX_VALUE;
        }
        if (value.compareTo(BigDecimal.valueOf(-Integer.MAX_VALUE)) <= 0) {
            return -Integer.MAX_VALUE;
        }
        if (value.precision() - (long) value.scale() <= 0) { // less than one; it may have millions of digits
            value = new BigDecimal(value.signum()).movePointLeft(1);
        }
        return value.setScale(0, mode).intValue();
    }

    /** The value of a number. Fails if it has too many digits to calculate with. */
    static BigDecimal bounded(JsonNode number) throws JqEvaluationException {
        return bounded(number.decimalValue());
    }

    private static BigDecimal bounded(BigDecimal value) throws JqEvaluationException {
        if (Math.abs((long) value.scale()) > MAX_DIGITS || value.precision() > MAX_DIGITS) {
            throw new JqEvaluationException(
                    "a number has more than " + MAX_DIGITS + " digits, too many to calculate with");
        }
        return value;
    }

    private static BigDecimal nonZero(BigDecimal divisor) throws JqEvaluationException {
        if (divisor.signum() == 0) {
            throw new JqEvaluationException("division by zero");
        }
        return divisor;
    }

    /** A number as text: with the digits it came with, but without an exponent, unless that makes it long. */
    static String text(JsonNode number) {
        if (!number.isBigDecimal()) {
            return number.asText();
        }
        BigDecimal value = number.decimalValue();
        boolean isShort = value.scale() >= -MAX_ZEROS && value.scale() - value.precision() <= MAX_ZEROS;
        return isShort ? value.toPlainString() : value.toString();
    }

    /** A double as the shortest decimal that stands for it. Fails if it is no number of JSON. */
    static JsonNode of(String function, double value) throws JqEvaluationException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new JqEvaluationException("'" + function + "' has no result for this number");
        }
        return of(new BigDecimal(Double.toString(value)));
    }

    private static boolean fits(JsonNode number) {
        return number.isInt();
    }
}
