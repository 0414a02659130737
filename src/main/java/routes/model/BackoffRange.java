package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pauses between attempts: the first pause is doubled after each attempt, up to the longest. Written {@code 200ms..30s}.
 */
public record BackoffRange(Duration first, Duration longest) {

    /** The form of a back-off, as a regular expression for both Java and JSON Schema. */
    public static final String PATTERN = "^([0-9]{1,9}(?:ms|s|m|h))\\.\\.([0-9]{1,9}(?:ms|s|m|h))$";

    /** A longer pause would hold back all events of the same key for more than a day. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    public BackoffRange {
        require(first.toMillis() >= 1, "", "the first pause must be at least 1ms, but is " + first.toMillis() + "ms");
        require(first.compareTo(longest) <= 0, "", "the first pause must not be longer than the longest");
        require(longest.compareTo(LONGEST) <= 0, "", "the longest pause must be at most 24h");
    }

    /** @throws InvalidValueException if the text is not a back-off */
    public static BackoffRange parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        require(
                matcher.matches(),
                "",
                quoted(text) + " is not a back-off; write the first and the longest pause like 200ms..30s");
        return new BackoffRange(Durations.parse(matcher.group(1)), Durations.parse(matcher.group(2)));
    }

    /** The pause before a retry, without jitter. The first retry has the number 1. */
    public Duration pause(int retry) {
        int doublings = Math.min(retry - 1, 40);
        long millis = first.toMillis() << Math.min(doublings, Long.numberOfLeadingZeros(first.toMillis()) - 1);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
