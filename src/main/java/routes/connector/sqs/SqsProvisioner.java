package routes.connector.sqs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.connector.MissingResource;
import routes.connector.aws.AwsProvisioner;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.model.AwsConnection;
import routes.model.SqsSourceSpec;
import routes.model.SqsTargetSpec;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes queues, FIFO ones where the name ends so. */
final class SqsProvisioner extends AwsProvisioner<SqsAsyncClient, SqsSourceSpec, SqsTargetSpec> {

    /** The longest that SQS keeps a message: somebody has to read the dead letters before they are gone. */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

    private final AwsConnection connection;

    SqsProvisioner(LazyAwsClient<SqsAsyncClient> client, AwsConnection connection) {
        super(client);
        this.connection = connection;
    }

    @Override
    public void needSource(SqsSourceSpec spec) {
        need(spec.queue(), false);
    }

    @Override
    public void needTarget(SqsTargetSpec spec) {
        need(spec.queue(), false);
    }

    @Override
    public void needDeadLetters(SqsTargetSpec spec) {
        need(spec.queue(), true);
    }

    @Override
    protected CompletableFuture<?> find(SqsAsyncClient sqs, String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue));
    }

    @Override
    protected AwsResource resource(String queue) {
        return AwsResource.queue(queue, connection)
                .withPermission("allow sqs:GetQueueUrl and sqs:CreateQueue, or name the connection of an administrator"
                        + " with --connections");
    }

    @Override
    protected MissingResource missing(String queue, boolean forDeadLetters) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        boolean fifo = queue.endsWith(".fifo");
        if (fifo) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        if (forDeadLetters) {
            attributes.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(LONGEST_RETENTION.toSeconds()));
        }
        String details = (fifo ? "FIFO" : "standard")
                + (forDeadLetters ? ", keeps dead letters for " + LONGEST_RETENTION.toDays() + " days" : "");
        return new MissingResource(
                "queue '" + queue + "'",
                details,
                Optional.empty(),
                () -> call(
                        queue,
                        sqs -> sqs.createQueue(
                                request -> request.queueName(queue).attributes(attributes))));
    }
}
