package routes.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a warning is about: something that runs, but that is surely not meant. The page {@code docs/reference/lints.md} is
 * generated from these texts.
 */
public enum Lint {
    UNUSED_CONNECTION(
            "unused-connection",
            "No route uses this connection of `hub.yaml`.",
            "Remove the connection, or name it in the route that should use it."),
    UNUSED_TEMPLATE(
            "unused-template", "No route uses this template.", "Remove the template, or write a route that uses it."),
    UNUSED_PARAMETER(
            "unused-parameter",
            "The body of the template never uses this parameter.",
            "Remove the parameter, or write `{{name}}` where its value belongs."),
    TARGET_LIMIT(
            "target-limit",
            "The source can give events that are larger than a target accepts (seen with `--connect` only). They become dead"
                    + " letters, unless a step makes them smaller.",
            "Raise the limit of the target to that of the source, or lower that of the source."),
    DEAD_LETTER_LIMIT(
            "dead-letter-limit",
            "The source can give events that are larger than the dead letter target accepts (seen with `--connect` only), and the"
                    + " route does not say what happens to them.",
            "Raise the limit of the dead letter target to a few KiB above that of the source, or set `tooLarge` in the route.");

    private final String word;
    private final String meaning;
    private final String remedy;

    Lint(String word, String meaning, String remedy) {
        this.word = word;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The lint with this name, as users write it. */
    public static Optional<Lint> named(String word) {
        return Arrays.stream(values()).filter(lint -> lint.word.equals(word)).findFirst();
    }

    /** When the hub warns, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, for the documentation. */
    public String remedy() {
        return remedy;
    }

    /** The name that messages, the API and the documentation show. */
    @Override
    public String toString() {
        return word;
    }
}
