package routes.connector.aws;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import routes.connector.Remedy;
import routes.event.Readiness;
import routes.model.AwsConnection;

/**
 * A queue or topic as messages show it, and the commands that fix problems with it. Immutable and thread-safe.
 *
 * @param name for messages, such as {@code queue 'orders'}
 * @param creation the command that creates it, without region and endpoint
 * @param permission the permissions that the hub needs, as a remedy
 */
public record AwsResource(String name, String creation, String permission, AwsConnection connection) {

    /** A call each 30 s is 88,000 a month: some cents, and a tenth of what one source that waits for messages calls. */
    public static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);

    public static AwsResource queue(String queue, AwsConnection connection) {
        String fifo = queue.endsWith(".fifo") ? " --attributes FifoQueue=true" : "";
        return new AwsResource(
                "queue '" + queue + "'",
                "aws sqs create-queue --queue-name " + queue + fifo,
                "allow the hub sqs:GetQueueUrl, sqs:GetQueueAttributes, and sqs:SendMessage for a target or"
                        + " sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility for a source",
                connection);
    }

    public static AwsResource topic(String arn, AwsConnection connection) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        String fifo = name.endsWith(".fifo") ? " --attributes FifoTopic=true" : "";
        return new AwsResource(
                "topic '" + name + "'",
                "aws sns create-topic --name " + name + fifo,
                "allow the hub sns:GetTopicAttributes and sns:Publish on " + arn,
                connection);
    }

    /** The same with another remedy where the user is not permitted something. */
    public AwsResource withPermission(String other) {
        return new AwsResource(name, creation, other, connection);
    }

    /** The readiness of the queue or topic according to the result of a call. */
    public CompletableFuture<Readiness> readiness(CompletableFuture<?> answer) {
        return answer.handle((given, thrown) -> thrown == null
                ? Readiness.ready()
                : Readiness.notReady(new AwsErrors(this).refusal(thrown).detail()));
    }

    /** Whether the service answers a call and knows the hub, whatever it says about the queue or topic. */
    public CompletableFuture<Readiness> reached(CompletableFuture<?> answer) {
        return answer.handle((given, thrown) -> thrown == null || AwsErrors.isAnswer(thrown)
                ? Readiness.ready()
                : Readiness.notReady(new AwsErrors(this).refusal(thrown).detail()));
    }

    String missing() {
        String at = connection
                .endpoint()
                .map(address -> " --endpoint-url " + withoutUser(address))
                .orElse("");
        return this + " does not exist; " + Remedy.creation(creation + " --region " + connection.region() + at);
    }

    @Override
    public String toString() {
        return name + " at "
                + connection.endpoint().map(AwsResource::withoutUser).orElseGet(() -> "AWS in " + connection.region());
    }

    /** The address without a user, because it may contain a password. */
    private static String withoutUser(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
