package routes.broker.aws;

import java.net.URI;
import java.util.Map;
import routes.brokers.Fauxqs;
import routes.definition.AwsConnection;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SNS with an SQS behind it, as a process of its own from the folder that {@value #FOLDER} names. */
final class SnsBroker implements AutoCloseable {

    /** Holds node_modules with fauxqs. */
    static final String FOLDER = "HUB_TEST_FAUXQS";

    private final Fauxqs process;
    private final AwsConnection connection;
    private final SnsAsyncClient sns;
    private final SqsAsyncClient sqs;

    private SnsBroker(Fauxqs process, AwsConnection connection) {
        this.process = process;
        this.connection = connection;
        this.sns = AwsClients.build(SnsAsyncClient.builder(), connection);
        this.sqs = AwsClients.build(SqsAsyncClient.builder(), connection);
    }

    static SnsBroker start() {
        Fauxqs process = Fauxqs.start(System.getenv(FOLDER));
        int port = URI.create(process.endpoint()).getPort();
        return new SnsBroker(process, SqsBroker.connection(port));
    }

    AwsConnection connection() {
        return connection;
    }

    /** A topic and a queue of the same name that gets what is published there. */
    String createTopicWithQueue(String name, boolean raw) {
        boolean fifo = name.endsWith(".fifo");
        String arn = sns.createTopic(
                        request -> request.name(name).attributes(fifo ? Map.of("FifoTopic", "true") : Map.of()))
                .join()
                .topicArn();
        String url = sqs.createQueue(request -> request.queueName(name)
                        .attributes(fifo ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of()))
                .join()
                .queueUrl();
        String queueArn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .join()
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sns.subscribe(request -> request.topicArn(arn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(Map.of("RawMessageDelivery", String.valueOf(raw))))
                .join();
        return arn;
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
        process.close();
    }
}
