package routes.model;

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
            "The source can give events that are larger than the dead letter target accepts, and the route does not say what"
                    + " happens to them. The limits of Kafka's topics and of queues are seen with `--connect` only.",
            "Raise the limit of the dead letter target to a few KiB above that of the source, or set `tooLarge` in the route."),
    PREDICATE_NOT_BOOLEAN(
            "predicate-not-boolean",
            "A predicate, or a side of `and` or `or`, can never be true or false, such as `.type = \"new\"`, which assigns, or"
                    + " `.total + 1`. Every event would become a dead letter.",
            "Compare: `.type == \"new\"`."),
    CONSTANT_PREDICATE(
            "constant-predicate",
            "A predicate or condition is the same for every event, such as `.a != 1 or .a != 2` or `.total == .total`.",
            "Write what tells the events apart, or remove the predicate."),
    UNREACHABLE_BRANCH(
            "unreachable-branch",
            "A branch of `choose` is never taken, because an earlier one takes all of its events.",
            "Put the narrower predicate first, or remove the branch."),
    HYPHENATED_FIELD(
            "hyphenated-field",
            "`.content-type` in an expression is a difference: `.content` minus what `type` gives.",
            "Write `.[\"content-type\"]`, or `.a - (.b)` with spaces if you mean a difference."),
    SHARED_SOURCE(
            "shared-source",
            "Two routes take from one topic in the same consumer group, or from one queue: each event reaches only one of"
                    + " them.",
            "Give each route a `group`, or a queue, of its own; or make one route with several targets."),
    LOOP(
            "loop",
            "A route writes to its own source, or to that of a route that leads back to it.",
            "Use another target; or make sure that every event leaves in the end, and allow it."),
    VARIABLE_OUTSIDE_TEMPLATE(
            "variable-outside-template",
            "A name, key or header holds `{{…}}` outside of a template, where it is sent as it is written.",
            "Write `${.id}` for a value of the event, or move the route into a [template](templates.md)."),
    UNUSED_FILE(
            "unused-file",
            "No route uses this schema or stylesheet, neither directly nor through another file.",
            "Remove the file, or name it in the step that should use it.");

    private final String word;
    private final String meaning;
    private final String remedy;

    Lint(String word, String meaning, String remedy) {
        this.word = word;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Whether it concerns a single route, whose author can allow it. */
    public boolean isOfRoute() {
        return switch (this) {
            case UNUSED_CONNECTION, UNUSED_TEMPLATE, UNUSED_PARAMETER, UNUSED_FILE -> false;
            case PREDICATE_NOT_BOOLEAN,
                    CONSTANT_PREDICATE,
                    UNREACHABLE_BRANCH,
                    HYPHENATED_FIELD,
                    SHARED_SOURCE,
                    LOOP,
                    TARGET_LIMIT,
                    DEAD_LETTER_LIMIT,
                    VARIABLE_OUTSIDE_TEMPLATE -> true;
        };
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
