package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** An SQS queue, standard or FIFO. */
@Kind("sqs")
@Doc("An Amazon SQS queue, standard or FIFO. On a FIFO queue the key is the message group.")
public record SqsTargetSpec(
        @Doc(value = "The connection; needed only if there are several AWS connections.", example = "aws-eu")
        Optional<String> connection,

        @Doc(value = "The name of the queue; for a FIFO queue it ends in .fifo.", example = "orders.fifo")
        @Rule.Form(SqsTargetSpec.QUEUE)
        String queue,

        @Doc(
                value = "The key of the event, which is the message group on a FIFO queue; by default the key that it"
                        + " came with.",
                example = "${.id}")
        Optional<TextTemplate> key,

        @Doc(
                value = "The deduplication id on a FIFO queue; by default derived from the event's position in its"
                        + " source.",
                example = "${.id}")
        Optional<TextTemplate> deduplicationId,

        @Doc("What becomes of an event that needs a notation of the hub: a body that is absent, empty, not UTF-8 or has"
                + " forbidden characters. whenNeeded: it is sent as the word tombstone or empty, or in base64."
                + " never: it becomes a dead letter.")
        @Default("whenNeeded")
        Packing pack,

        @Doc("What becomes of a CloudEvent. keep: one in binary mode gets the names of its attributes that this kind of"
                + " target has, one in structured mode passes as it is. binary, structured: it is sent in this"
                + " mode. An event that is no CloudEvent passes as it is.")
        @Default("keep")
        CloudEventsMode cloudEvents,

        SourceLocation location)
        implements TargetSpec {

    /** The largest message that a queue can accept, its attributes included. */
    public static final int MOST_BYTES = 1024 * 1024;

    static final String QUEUE = "^(?=.{1,80}$)[a-zA-Z0-9_-]{1,80}(?:\\.fifo)?$";
    static final String QUEUE_RULE =
            "use up to 80 letters, digits, hyphens and underscores, with .fifo at the end for FIFO";

    public SqsTargetSpec {
        require(isQueue(queue), "queue", quoted(queue) + " is not a valid queue name; " + QUEUE_RULE);
        require(
                deduplicationId.isEmpty() || queue.endsWith(".fifo"),
                "deduplicationId",
                "a deduplication id is used only with a FIFO queue, whose name ends in .fifo");
    }

    static boolean isQueue(String name) {
        return name.matches(QUEUE);
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(AwsConnection.class);
    }

    @Override
    public Map<String, TextTemplate> address() {
        return deduplicationId
                .map(template -> Map.of("deduplicationId", template))
                .orElse(Map.of());
    }

    @Override
    public Map<String, TextTemplate> deadLetterAddress() {
        return Map.of();
    }

    @Override
    public Set<String> addressNames() {
        return queue.endsWith(".fifo") ? Set.of("deduplicationId") : Set.of();
    }

    @Override
    public boolean feeds(SourceSpec source) {
        return source instanceof SqsSourceSpec from && from.queue().equals(queue) && shares(from);
    }

    @Override
    public String label() {
        return "sqs:" + queue;
    }

    @Override
    public OptionalLong mostBytes(Optional<Connection> to) {
        return OptionalLong.of(MOST_BYTES);
    }
}
