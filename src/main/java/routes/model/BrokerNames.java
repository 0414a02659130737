package routes.model;

import static routes.model.InvalidValueException.require;

import java.nio.charset.StandardCharsets;

/** Checks names that brokers accept in any script and with almost any character. */
final class BrokerNames {

    /** The most bytes of a short string in AMQP 0-9-1. */
    static final int MAX_BYTES = 255;

    static final String RULE = " must be a name of 1 to " + MAX_BYTES + " bytes without control characters";

    private BrokerNames() {}

    static void requireName(String name, String component) {
        require(isName(name), component, component + RULE);
    }

    static boolean isName(String text) {
        return !text.isBlank() && fits(text) && isPlain(text);
    }

    /**
     * Checks the name of a queue, exchange or group. Expressions are not evaluated there, so a {@code ${.tier}} is a mistake.
     */
    static void requireFixedName(String name, String component) {
        requireName(name, component);
        require(
                !name.contains("${"),
                component,
                component + " is a fixed name: ${…} is evaluated only in key, routingKey, deduplicationId and"
                        + " the values of headers");
    }

    static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Whether the text has no control characters, line separators or unpaired surrogates. */
    static boolean isPlain(String text) {
        return text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        });
    }
}
