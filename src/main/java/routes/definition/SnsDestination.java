package routes.definition;

import static routes.definition.Invalid.require;
import static routes.definition.Legible.quoted;

import java.util.Optional;

/** An SNS topic, standard or FIFO. */
@Kind("sns")
@Doc("An Amazon SNS topic, standard or FIFO. On a FIFO topic the key is the message group.")
public record SnsDestination(
        @Doc(value = "The connection, where there are several of AWS.", example = "aws-eu")
        Optional<String> connection,

        @Doc(value = "The topic's ARN.", example = "arn:aws:sns:eu-west-1:123456789012:orders")
        @Rule.Form(SnsDestination.ARN)
        String topicArn,

        @Doc(
                value = "The event's key, and the message group of a FIFO topic; the event's own where left out.",
                example = "${.id}")
        Optional<Template> key,

        @Doc(
                value = "The deduplication id on a FIFO topic; made of the event's position where left out.",
                example = "${.id}")
        Optional<Template> deduplicationId,

        Place place)
        implements Destination {

    static final String ARN = "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]+:[a-zA-Z0-9_-]{1,256}(?:\\.fifo)?$";

    public SnsDestination {
        require(
                topicArn.matches(ARN),
                "topicArn",
                quoted(topicArn)
                        + " is not the ARN of a topic; write it like arn:aws:sns:eu-west-1:123456789012:orders");
        require(
                deduplicationId.isEmpty() || topicArn.endsWith(".fifo"),
                "deduplicationId",
                "a deduplication id goes with a FIFO topic, whose name ends in .fifo");
    }

    @Override
    public Class<AwsConnection> connectionKind() {
        return AwsConnection.class;
    }

    @Override
    public boolean deduplicates() {
        return topicArn.endsWith(".fifo");
    }

    @Override
    public boolean feeds(Origin origin) {
        return false;
    }

    @Override
    public String label() {
        return "sns:" + topicArn.substring(topicArn.lastIndexOf(':') + 1);
    }
}
