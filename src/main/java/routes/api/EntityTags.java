package routes.api;

import static routes.support.DisplayText.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.control.OperationRejectedException;

/**
 * The entity tags of a header If-Match or If-None-Match, according to RFC 9110. A revision without quotes is understood too.
 * Immutable and thread-safe.
 *
 * @param any whether the header is {@code *}
 */
record EntityTags(boolean any, List<Tag> tags) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"|([^\\s\",*/]+)");
    private static final Pattern LIST = Pattern.compile("[\\s,]*+(?:(?:(?:W/)?\"[^\"]*+\"|[^\\s\",*/]++)[\\s,]*+)++");

    record Tag(boolean weak, String revision) {}

    /**
     * Empty if there is no such header.
     *
     * @param values the value of each header of this name
     * @throws OperationRejectedException if it is no list of tags
     */
    static Optional<EntityTags> of(String header, List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = String.join(",", values).strip();
        if (value.equals("*")) {
            return Optional.of(new EntityTags(true, List.of()));
        }
        if (!LIST.matcher(value).matches()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.MALFORMED,
                    "the header " + header + " must be * or the revision in quotes, as the ETag of a response has it,"
                            + " but is " + quoted(value));
        }
        List<Tag> tags = new ArrayList<>();
        for (Matcher tag = TAG.matcher(value); tag.find(); ) {
            tags.add(new Tag(tag.group(1) != null, tag.group(2) == null ? tag.group(3) : tag.group(2)));
        }
        return Optional.of(new EntityTags(false, tags));
    }

    /** As GET compares: a weak tag matches, too. */
    boolean matches(String revision) {
        return any || tags.stream().anyMatch(tag -> tag.revision().equals(revision));
    }

    /**
     * The revision that a change may replace, {@code *} for any.
     *
     * @param current the revision that the route has now, if it exists
     * @throws OperationRejectedException if only weak tags are given, which never match in If-Match
     */
    String expected(Supplier<Optional<String>> current) {
        if (any) {
            return "*";
        }
        List<String> strong =
                tags.stream().filter(tag -> !tag.weak()).map(Tag::revision).toList();
        if (strong.size() == 1) {
            return strong.get(0);
        }
        Optional<String> now = current.get();
        if (strong.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.OUTDATED,
                    "a weak tag (W/\"…\") cannot be used in If-Match, because it does not name one revision"
                            + now.map(revision -> ": the route is at revision \"" + revision
                                            + "\"; if that is what you have read, send If-Match: \"" + revision + "\"")
                                    .orElse(""));
        }
        return now.filter(strong::contains).orElse(strong.get(0));
    }
}
