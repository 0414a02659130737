package routes.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SNS, with queues that subscribe to its topics. */
public interface Sns extends AutoCloseable {

    /** Where the emulator's folder is named; without it the stand-in is used. */
    String EMULATOR = "HUB_TEST_FAUXQS";

    /** The emulator where it is installed, else the stand-in, which delivers to these queues. */
    static Sns start(EmbeddedSqs sqs) {
        return Optional.ofNullable(System.getenv(EMULATOR))
                .<Sns>map(Fauxqs::start)
                .orElseGet(() -> SnsStandIn.start(sqs.endpoint()));
    }

    String endpoint();

    /** Whether topics can be deleted. */
    boolean canDelete();

    /** Where the subscribed queues are. */
    String subscriberEndpoint();

    /**
     * A topic and the queue that subscribes to it.
     *
     * @param queue the queue's name
     * @param queueEndpoint the SQS endpoint that has it
     */
    record Subscription(String topicArn, String queue, String queueEndpoint) {}

    /**
     * Makes a topic and a queue of the same name that gets what is published there; both FIFO where the name ends so.
     *
     * @param raw whether the queue gets what was published as it was, or in an envelope of JSON
     */
    default Subscription createTopicWithQueue(String name, boolean raw) {
        Map<String, String> topic = new HashMap<>();
        if (name.endsWith(".fifo")) {
            topic.put("FifoTopic", "true");
        }
        try (SnsClient sns = AwsEmulator.sns(endpoint());
                SqsClient sqs = AwsEmulator.sqs(subscriberEndpoint())) {
            EmbeddedSqs.createQueue(sqs, name);
            String arn = sns.createTopic(request -> request.name(name).attributes(topic))
                    .topicArn();
            sns.subscribe(request -> request.topicArn(arn)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:" + AwsEmulator.REGION + ":" + AwsEmulator.ACCOUNT + ":" + name)
                    .attributes(Map.of("RawMessageDelivery", String.valueOf(raw)))
                    .returnSubscriptionArn(true));
            return new Subscription(arn, name, subscriberEndpoint());
        }
    }

    @Override
    void close();
}
