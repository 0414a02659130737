package routes.model;

import static routes.model.InvalidValueException.require;

import java.nio.charset.StandardCharsets;

/** Names that brokers take in any script and with almost any sign in them. */
final class BrokerNames {

    /** What a short string of AMQP 0-9-1 can carry. */
    static final int MOST_BYTES = 255;

    static final String RULE = " must be a name of 1 to " + MOST_BYTES + " bytes without control characters";

    private BrokerNames() {}

    static void requireName(String name, String component) {
        require(isName(name), component, component + RULE);
    }

    static boolean isName(String text) {
        return !text.isBlank() && fits(text) && isPlain(text);
    }

    /** Of a place at a broker, which no event chooses: who writes {@code ${.tier}} there expects that it does. */
    static void requirePlace(String name, String component) {
        requireName(name, component);
        require(
                !name.contains("${"),
                component,
                component + " is a name as it stands: ${…} is filled in only in key, routingKey, deduplicationId and"
                        + " the values of headers");
    }

    static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /** Whether it is text that can be typed and printed; the half of a character is none. */
    static boolean isPlain(String text) {
        return text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        });
    }
}
