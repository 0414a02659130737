package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 512B}, {@code 64KiB} or {@code 16MiB}. */
public record DataSize(long bytes) {

    /** The form of a size, as a regular expression for both Java and JSON Schema. */
    public static final String PATTERN = "^([0-9]{1,9})(B|KiB|MiB|GiB)$";

    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    /** @throws InvalidValueException if the text is not a size */
    public static DataSize parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        require(matcher.matches(), "", quoted(text) + " is not a size; write it like 512B, 64KiB or 16MiB");
        int shift = switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return new DataSize(Long.parseLong(matcher.group(1)) << shift);
    }

    @Override
    public String toString() {
        return bytes + "B";
    }
}
