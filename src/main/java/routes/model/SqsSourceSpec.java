package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** An SQS queue, standard or FIFO. */
@Kind("sqs")
@Doc("An Amazon SQS queue, standard or FIFO. Notifications of SNS are unwrapped.")
public record SqsSourceSpec(
        @Doc(value = "The connection; needed only if there are several AWS connections.", example = "aws-eu")
        Optional<String> connection,

        @Doc(value = "The name of the queue; for a FIFO queue it ends in .fifo.", example = "orders")
        @Rule.Form(SqsTargetSpec.QUEUE)
        String queue,

        @Doc("How long the queue hides a message that the hub has received. The hub extends this time while the"
                + " event is in flight.")
        @Default("60s")
        Duration visibility,

        @Doc("Whether the published message is taken out of an SNS notification. If false, the notification is"
                + " passed on unchanged.")
        @Default("true")
        boolean unwrapSns,

        SourceLocation location)
        implements SourceSpec {

    public SqsSourceSpec {
        require(
                SqsTargetSpec.isQueue(queue),
                "queue",
                quoted(queue) + " is not a valid queue name; " + SqsTargetSpec.QUEUE_RULE);
        long seconds = visibility.toSeconds();
        require(
                seconds >= 5 && seconds <= 43_200,
                "visibility",
                "visibility must be from 5s to 12h, but is " + seconds + "s");
    }

    @Override
    public String claim(String route) {
        return "the queue '" + queue + "'";
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(AwsConnection.class);
    }

    @Override
    public OptionalLong mostBytes(Optional<Connection> from) {
        return OptionalLong.of(SqsTargetSpec.MOST_BYTES);
    }

    @Override
    public String whileUnacknowledged(InFlight inFlight) {
        return "SQS gives the event again 12 hours after it was received, whatever the hub does";
    }
}
