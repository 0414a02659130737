package routes.config.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.config.yaml.SecretRedactor;
import routes.config.yaml.YamlValue;
import routes.model.BackoffRange;
import routes.model.DataSize;
import routes.model.Durations;
import routes.model.InvalidValueException;
import routes.model.Problem;
import routes.support.DidYouMean;

/**
 * Binds scalar values: text, numbers, durations, sizes and the words of an enum. Not thread-safe: reports to a single
 * consumer.
 */
public final class ScalarBinder {
    private static final Set<YamlValue.Sort> NUMBERS = Set.of(YamlValue.Sort.WHOLE, YamlValue.Sort.DECIMAL);

    private final Map<Class<?>, Function<YamlValue.Scalar, Optional<Object>>> readers = Map.of(
            String.class, scalar -> Optional.of(scalar.text()),
            int.class, this::whole,
            double.class, this::decimal,
            boolean.class, this::truth,
            Duration.class, scalar -> parse(scalar, Durations::parse),
            DataSize.class, scalar -> parse(scalar, DataSize::parse),
            BackoffRange.class, scalar -> parse(scalar, BackoffRange::parse));

    private final Consumer<Problem> problems;

    public ScalarBinder(Consumer<Problem> problems) {
        this.problems = problems;
    }

    public boolean reads(Class<?> type) {
        return type.isEnum() || readers.containsKey(type);
    }

    public Optional<Object> read(Class<?> type, YamlValue value) {
        Optional<YamlValue.Scalar> scalar = value.scalar().filter(it -> !it.empty());
        boolean isText = type == String.class;
        if (scalar.isEmpty()) {
            return report(value, "must be " + noun(type) + ", but is " + value.noun());
        } else if (isText
                && scalar.get().sort() != YamlValue.Sort.TEXT
                && !scalar.get().resolved()) {
            return report(value, "must be text, but is " + value.noun() + ": put it in quotes");
        }
        return type.isEnum() ? word(type, scalar.get()) : readers.get(type).apply(scalar.get());
    }

    private static String noun(Class<?> type) {
        if (type == int.class) {
            return "a whole number";
        } else if (type == double.class) {
            return "a number";
        }
        return type == boolean.class ? "true or false" : "text";
    }

    private Optional<Object> whole(YamlValue.Scalar scalar) {
        if (scalar.sort() != YamlValue.Sort.WHOLE) {
            return report(scalar, "must be a whole number, but is " + scalar.noun());
        }
        BigInteger number = integer(scalar.text());
        return number.bitLength() < Integer.SIZE
                ? Optional.of(number.intValueExact())
                : report(scalar, "the number is too large for a 32-bit integer");
    }

    private Optional<Object> decimal(YamlValue.Scalar scalar) {
        return NUMBERS.contains(scalar.sort())
                ? Optional.of(number(scalar).doubleValue())
                : report(scalar, "must be a number, but is " + scalar.noun());
    }

    private Optional<Object> truth(YamlValue.Scalar scalar) {
        return scalar.sort() == YamlValue.Sort.BOOLEAN
                ? Optional.of(Boolean.parseBoolean(scalar.text()))
                : report(scalar, "must be true or false, but is " + scalar.noun());
    }

    private Optional<Object> parse(YamlValue.Scalar scalar, Function<String, ?> parser) {
        try {
            return Optional.of(parser.apply(scalar.text()));
        } catch (InvalidValueException e) {
            return report(scalar, SecretRedactor.of(scalar).hide(e.getMessage()));
        }
    }

    private Optional<Object> word(Class<?> type, YamlValue.Scalar scalar) {
        Map<String, Object> words =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Object::toString, Function.identity()));
        Optional<Object> word = Optional.ofNullable(words.get(scalar.text()));
        if (word.isPresent()) {
            return word;
        }
        DidYouMean known = new DidYouMean(words.keySet());
        String hint = scalar.resolved() ? "; expected one of " + known.all() : known.hint(scalar.text());
        return report(scalar, "unknown value " + scalar.shown() + hint);
    }

    /** Any YAML value as maps, lists, text, exact numbers, booleans and, within maps and lists, null. */
    Optional<Object> anything(YamlValue value) {
        Object made = tree(value);
        return value.holdsBroken() ? Optional.empty() : Optional.ofNullable(made);
    }

    private static Object tree(YamlValue value) {
        if (value.mapping().isPresent()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.mapping().get().entries().forEach((name, entry) -> map.put(name, tree(entry.value())));
            return Collections.unmodifiableMap(map);
        } else if (value.sequence().isPresent()) {
            List<Object> list = new ArrayList<>();
            value.sequence().get().items().forEach(item -> list.add(tree(item)));
            return Collections.unmodifiableList(list);
        }
        return value.scalar().map(ScalarBinder::leaf).orElse(null);
    }

    private static Object leaf(YamlValue.Scalar scalar) {
        return switch (scalar.sort()) {
            case TEXT -> scalar.text();
            case WHOLE, DECIMAL -> number(scalar);
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case NULL -> null;
        };
    }

    private static Number number(YamlValue.Scalar scalar) {
        return scalar.sort() == YamlValue.Sort.WHOLE ? integer(scalar.text()) : new BigDecimal(scalar.text());
    }

    public static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    private Optional<Object> report(YamlValue value, String message) {
        problems.accept(new Problem(value.location(), message));
        return Optional.empty();
    }
}
