package routes.connector.sns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.connector.ConnectorException;
import routes.connector.MissingResource;
import routes.connector.aws.AwsProvisioner;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.model.AwsConnection;
import routes.model.SnsTargetSpec;
import routes.model.SourceSpec;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;

/** Makes topics, FIFO ones where the name ends so. Their account is the one of the credentials. */
final class SnsProvisioner extends AwsProvisioner<SnsAsyncClient, SourceSpec, SnsTargetSpec> {

    private final AwsConnection connection;

    SnsProvisioner(LazyAwsClient<SnsAsyncClient> client, AwsConnection connection) {
        super(client);
        this.connection = connection;
    }

    @Override
    public void needSource(SourceSpec spec) {
        throw new UnsupportedOperationException("SNS is not a source");
    }

    @Override
    public void needTarget(SnsTargetSpec spec) {
        need(spec.topicArn(), false);
    }

    @Override
    public void needDeadLetters(SnsTargetSpec spec) {
        need(spec.topicArn(), true);
    }

    @Override
    protected CompletableFuture<?> find(SnsAsyncClient sns, String arn) {
        return sns.getTopicAttributes(request -> request.topicArn(arn));
    }

    @Override
    protected AwsResource resource(String arn) {
        return AwsResource.topic(arn, connection)
                .withPermission("allow sns:GetTopicAttributes and sns:CreateTopic on " + arn
                        + ", or name the connection of an administrator with --connections");
    }

    @Override
    protected MissingResource missing(String arn, boolean forDeadLetters) {
        String[] parts = arn.split(":");
        String name = parts[parts.length - 1];
        if (!parts[3].equals(connection.region())) {
            throw new ConnectorException("topic '" + name + "' is in " + parts[3] + " by its ARN, and the connection is"
                    + " for " + connection.region() + "; correct one of them");
        }
        boolean fifo = name.endsWith(".fifo");
        return new MissingResource(
                "topic '" + name + "'",
                fifo ? "FIFO" : "standard",
                Optional.of("nobody has subscribed to it: SNS confirms an event without a subscription and drops it;"
                        + " subscribe a queue: aws sns subscribe --topic-arn " + arn
                        + " --protocol sqs --notification-endpoint QUEUE_ARN"),
                () -> make(arn, name, fifo));
    }

    private void make(String arn, String name, boolean fifo) {
        Map<String, String> attributes = fifo ? Map.of("FifoTopic", "true") : Map.of();
        Optional<CreateTopicResponse> made =
                call(arn, sns -> sns.createTopic(request -> request.name(name).attributes(attributes)));
        made.map(CreateTopicResponse::topicArn)
                .filter(other -> !other.equals(arn))
                .ifPresent(other -> {
                    throw new ConnectorException("the route names the topic " + arn + ", but the credentials of the"
                            + " connection are of another account, in which it is now " + other
                            + "; correct the ARN in the route, or delete that topic");
                });
    }
}
