package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import routes.pipeline.jq.Functions.Function;

/**
 * Functions of numbers. Rounding, absolute values and whole powers are exact. All others, such as roots and logarithms, are
 * calculated with double precision, as in jq, and fail where the result is no number of JSON.
 */
final class MathFunctions {

    /** The largest double: jq has it where JSON has no infinity. */
    private static final JsonNode INFINITE = DecimalNode.valueOf(BigDecimal.valueOf(Double.MAX_VALUE));

    /** Above this, one more or less makes no difference to a square. */
    private static final double LARGE = 1e100;

    private static final int MAX_EXACT_POWER = 1_000;

    private MathFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        rounded(all, "floor", RoundingMode.FLOOR);
        rounded(all, "ceil", RoundingMode.CEILING);
        rounded(all, "round", RoundingMode.HALF_UP);
        rounded(all, "trunc", RoundingMode.DOWN);
        rounded(all, "rint", RoundingMode.HALF_EVEN);
        rounded(all, "nearbyint", RoundingMode.HALF_EVEN);
        all.put("abs/0", absolute("abs"));
        all.put("fabs/0", absolute("fabs"));
        all.put("infinite/0", (in, scope, args, out) -> out.accept(PathValue.plain(INFINITE)));
        all.put(
                "isinfinite/0",
                Functions.values((in, args, b) -> Values.bool(isInfinite(Functions.number("isinfinite", in)))));
        all.put("isnan/0", Functions.values((in, args, b) -> {
            Functions.number("isnan", in);
            return Values.bool(false);
        }));
        all.put(
                "isnormal/0",
                Functions.values((in, args, b) -> Values.bool(
                        Functions.number("isnormal", in).decimalValue().signum() != 0 && !isInfinite(in))));
        all.put("pow/2", Functions.arguments(args -> power(args.get(0), args.get(1))));
        addUnary(all);
        addBinary(all);
        return all;
    }

    private static void addUnary(Map<String, Function> all) {
        unary(all, "sqrt", Math::sqrt);
        unary(all, "cbrt", Math::cbrt);
        unary(all, "exp", Math::exp);
        unary(all, "exp2", x -> Math.pow(2, x));
        unary(all, "exp10", x -> Math.pow(10, x));
        unary(all, "expm1", Math::expm1);
        unary(all, "log", Math::log);
        unary(
                all,
                "log2",
                x -> Math.abs(x) == Math.scalb(1.0, Math.getExponent(x)) && x > 0
                        ? Math.getExponent(x)
                        : Math.log(x) / Math.log(2));
        unary(all, "log10", Math::log10);
        unary(all, "log1p", Math::log1p);
        unary(all, "sin", Math::sin);
        unary(all, "cos", Math::cos);
        unary(all, "tan", Math::tan);
        unary(all, "asin", Math::asin);
        unary(all, "acos", Math::acos);
        unary(all, "atan", Math::atan);
        unary(all, "sinh", Math::sinh);
        unary(all, "cosh", Math::cosh);
        unary(all, "tanh", Math::tanh);
        unary(all, "asinh", x -> Math.copySign(asinh(Math.abs(x)), x));
        unary(all, "acosh", x -> x > LARGE ? Math.log(x) + Math.log(2) : Math.log(x + Math.sqrt(x * x - 1)));
        unary(all, "atanh", x -> (Math.log1p(x) - Math.log1p(-x)) / 2);
        unary(all, "logb", x -> x == 0 ? Double.NaN : Math.getExponent(x));
        unary(all, "significand", x -> x == 0 ? 0 : Math.scalb(x, -Math.getExponent(x)));
    }

    private static double asinh(double x) {
        return x > LARGE ? Math.log(x) + Math.log(2) : Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
    }

    private static void addBinary(Map<String, Function> all) {
        binary(all, "atan2", Math::atan2);
        binary(all, "fmod", (x, y) -> x % y);
        binary(all, "fmin", Math::min);
        binary(all, "fmax", Math::max);
        binary(all, "copysign", Math::copySign);
        binary(all, "drem", Math::IEEEremainder);
        binary(all, "ldexp", (x, y) -> Math.scalb(x, (int) Math.max(-5_000, Math.min(5_000, y))));
        binary(all, "scalb", (x, y) -> Math.scalb(x, (int) Math.max(-5_000, Math.min(5_000, y))));
        binary(all, "scalbln", (x, y) -> Math.scalb(x, (int) Math.max(-5_000, Math.min(5_000, y))));
    }

    private static void rounded(Map<String, Function> all, String name, RoundingMode mode) {
        all.put(name + "/0", Functions.values((in, args, b) -> Numbers.round(Functions.number(name, in), mode)));
    }

    private static Function absolute(String name) {
        return Functions.values((in, args, b) -> {
            BigDecimal value = Functions.number(name, in).decimalValue();
            return value.signum() < 0 ? Numbers.of(Numbers.bounded(in).negate()) : in;
        });
    }

    private static void unary(Map<String, Function> all, String name, DoubleUnaryOperator function) {
        all.put(
                name + "/0",
                Functions.values((in, args, b) -> Numbers.of(
                        name, function.applyAsDouble(Functions.number(name, in).doubleValue()))));
    }

    private static void binary(Map<String, Function> all, String name, DoubleBinaryOperator function) {
        all.put(
                name + "/2",
                Functions.arguments(args -> Numbers.of(
                        name,
                        function.applyAsDouble(
                                Functions.number(name, args.get(0)).doubleValue(),
                                Functions.number(name, args.get(1)).doubleValue()))));
    }

    private static boolean isInfinite(JsonNode number) {
        return number.decimalValue().abs().compareTo(INFINITE.decimalValue()) >= 0;
    }

    /** Exact for a whole exponent, as long as the result does not become too long. */
    private static JsonNode power(JsonNode base, JsonNode exponent) throws JqEvaluationException {
        BigDecimal value = Numbers.bounded(Functions.number("pow", base));
        Functions.number("pow", exponent);
        int whole = Numbers.position(exponent);
        boolean isWhole = Numbers.compare(exponent, Numbers.of(whole)) == 0;
        if (isWhole && whole >= 0 && whole <= MAX_EXACT_POWER && (long) value.precision() * whole <= MAX_EXACT_POWER) {
            return Numbers.of(value.pow(whole));
        }
        return Numbers.of("pow", Math.pow(base.doubleValue(), exponent.doubleValue()));
    }
}
