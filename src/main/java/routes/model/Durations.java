package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations of the format: {@code 200ms}, {@code 30s}, {@code 5m}, {@code 1h}. Thread-safe. */
public final class Durations {

    /** The form of a duration, as a regular expression for both Java and JSON Schema. */
    public static final String PATTERN = "^([0-9]{1,9})(ms|s|m|h)$";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    private Durations() {}

    /** @throws InvalidValueException if the text is not a duration */
    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        require(matcher.matches(), "", quoted(text) + " is not a duration; write it like 200ms, 30s or 5m");
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
