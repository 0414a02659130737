package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonEquality;

/**
 * Successive predicates that compare the same part of the event with values that are written there, as one look-up: the part is
 * evaluated once, however many predicates there are. Gives what evaluating one after the other would give. Immutable and
 * thread-safe.
 */
public final class JqSwitch {

    /** A comparison with a number that has more digits, or zeros, is left where it is. */
    private static final int MAX_DIGITS_OF_CONSTANT = 1_000;

    /**
     * A number of the event with more digits, or zeros, equals none of the constants: neither a body nor a calculation gives a
     * number that is written with so many zeros behind its decimals. Its shortest form may not even exist.
     */
    private static final int MAX_DIGITS = 100_000;

    private final JqProgram part;
    private final Map<Object, Integer> firstByValue;

    private JqSwitch(JqProgram part, Map<Object, Integer> firstByValue) {
        this.part = part;
        this.firstByValue = firstByValue;
    }

    /** How many programs, from the first, compare the same part of the event with values. */
    public static int length(List<JqProgram> predicates) {
        int length = 0;
        Optional<EqualityTest> first = Optional.empty();
        for (JqProgram predicate : predicates) {
            Optional<EqualityTest> test = predicate.equalityTest().filter(JqSwitch::isSmall);
            first = length == 0 ? test : first;
            if (test.isEmpty() || !test.get().of().equals(first.get().of())) {
                break;
            }
            length++;
        }
        return length;
    }

    /** @param predicates all of them compare the same part, by {@link #length} */
    public static JqSwitch of(List<JqProgram> predicates) {
        Map<Object, Integer> firstByValue = new HashMap<>();
        for (int i = 0; i < predicates.size(); i++) {
            for (JsonNode value : predicates.get(i).equalityTest().orElseThrow().values()) {
                firstByValue.putIfAbsent(JsonEquality.comparable(value), i);
            }
        }
        return new JqSwitch(
                predicates
                        .get(0)
                        .part(predicates.get(0).equalityTest().orElseThrow().of()),
                firstByValue);
    }

    /**
     * The index of the first predicate that is true; empty if none is.
     *
     * @throws JqEvaluationException if the first predicate fails; then all of them do
     */
    public OptionalInt first(JqInput input) throws JqEvaluationException, StepException {
        JsonNode value = part.result(input);
        Integer index = value.isContainerNode() || isLonger(value, MAX_DIGITS)
                ? null
                : firstByValue.get(JsonEquality.comparable(value));
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private static boolean isSmall(EqualityTest test) {
        return test.values().stream().noneMatch(value -> isLonger(value, MAX_DIGITS_OF_CONSTANT));
    }

    private static boolean isLonger(JsonNode value, int digits) {
        if (!value.isBigDecimal()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return number.signum() != 0 && Math.max(Math.abs((long) number.scale()), number.precision()) > digits;
    }
}
