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

/** An SNS topic, standard or FIFO. */
@Kind("sns")
@Doc("An Amazon SNS topic, standard or FIFO. On a FIFO topic the key is the message group.")
public record SnsTargetSpec(
        @Doc(value = "The connection; needed only if there are several AWS connections.", example = "aws-eu")
        Optional<String> connection,

        @Doc(value = "The ARN of the topic.", example = "arn:aws:sns:eu-west-1:123456789012:orders")
        @Rule.Form(SnsTargetSpec.ARN)
        String topicArn,

        @Doc(
                value = "The key of the event, which is the message group on a FIFO topic; by default the key that it"
                        + " came with.",
                example = "${.id}")
        Optional<TextTemplate> key,

        @Doc(
                value = "The deduplication id on a FIFO topic; by default derived from the event's position in its"
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

    /** The largest message that a topic accepts, its attributes included. */
    public static final int MOST_BYTES = 256 * 1024;

    static final String ARN = "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]+:[a-zA-Z0-9_-]{1,256}(?:\\.fifo)?$";

    public SnsTargetSpec {
        require(
                topicArn.matches(ARN),
                "topicArn",
                quoted(topicArn)
                        + " is not the ARN of a topic; write it like arn:aws:sns:eu-west-1:123456789012:orders");
        require(
                deduplicationId.isEmpty() || topicArn.endsWith(".fifo"),
                "deduplicationId",
                "a deduplication id is used only with a FIFO topic, whose name ends in .fifo");
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
        return topicArn.endsWith(".fifo") ? Set.of("deduplicationId") : Set.of();
    }

    @Override
    public boolean feeds(SourceSpec source) {
        return false;
    }

    @Override
    public String label() {
        return "sns:" + topicArn.substring(topicArn.lastIndexOf(':') + 1);
    }

    @Override
    public OptionalLong mostBytes(Optional<Connection> to) {
        return OptionalLong.of(MOST_BYTES);
    }
}
