package routes.config;

import java.util.Optional;

/**
 * What may be written in place of a value, by where it is written: the text looks like one of these patterns.
 *
 * @param prefix of the definitions in the JSON Schema that say so
 * @param key how any key is written, where not all is, and {@code text} any text
 * @param forText in place of a text that has a form of its own
 * @param forNumber in place of a number or a truth
 * @param forMore in place of a list, a mapping or a choice
 */
record StandIn(
        String prefix,
        Optional<String> key,
        Optional<String> text,
        Optional<String> forText,
        Optional<String> forNumber,
        Optional<String> forMore) {

    static final StandIn NONE =
            new StandIn("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The environment and files of secrets give text, of which a number may be read. */
    static final StandIn PLACEHOLDER = new StandIn(
            "hub.",
            Optional.empty(),
            Optional.empty(),
            Optional.of(Placeholders.PATTERN),
            Optional.of(Placeholders.PATTERN),
            Optional.empty());

    /** A blank gives whatever value it is filled with, and text where there is more than the blank. */
    static final StandIn BLANK = new StandIn(
            "template.",
            Optional.of(Blanks.NONE),
            Optional.of(Blanks.SOUND),
            Optional.of(Blanks.SOME),
            Optional.of(Blanks.ALL),
            Optional.of(Blanks.ALL));
}
