package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.time.Duration;
import java.util.Optional;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** An SQS queue, standard or FIFO. */
@Kind("sqs")
@Doc("An Amazon SQS queue, standard or FIFO. Notifications of SNS are unwrapped.")
public record SqsSourceSpec(
        @Doc(value = "The connection, where there are several of AWS.", example = "aws-eu")
        Optional<String> connection,

        @Doc(value = "The queue's name; the name of a FIFO queue ends in .fifo.", example = "orders")
        @Rule.Form(SqsTargetSpec.QUEUE)
        String queue,

        @Doc(
                "How long the queue hides an event that the hub has taken; the hub extends it while it works on the event.")
        @Default("60s")
        Duration visibility,

        @Doc("Whether an SNS notification is handed on as the message that was published, or as it is.")
        @Default("true")
        boolean unwrapSns,

        SourceLocation location)
        implements SourceSpec {

    public SqsSourceSpec {
        require(SqsTargetSpec.isQueue(queue), "queue", quoted(queue) + " is not a queue; " + SqsTargetSpec.QUEUE_RULE);
        long seconds = visibility.toSeconds();
        require(
                seconds >= 5 && seconds <= 43_200,
                "visibility",
                "visibility must be from 5s to 12h, but is " + seconds + "s");
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(AwsConnection.class);
    }
}
