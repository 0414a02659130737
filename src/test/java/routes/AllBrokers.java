package routes;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import routes.brokers.Amqp;
import routes.brokers.AwsEmulator;
import routes.brokers.EmbeddedKafka;
import routes.brokers.EmbeddedSqs;
import routes.brokers.Sns;

/** One of every broker, and the connections by which a hub reaches them. */
record AllBrokers(EmbeddedKafka kafka, Amqp amqp, EmbeddedSqs sqs, Sns sns, Map<String, Sns.Subscription> topics)
        implements AutoCloseable {

    /** @param kafka closed with the others */
    static AllBrokers start(EmbeddedKafka kafka) {
        Amqp amqp = Amqp.start();
        EmbeddedSqs sqs = EmbeddedSqs.start();
        return new AllBrokers(kafka, amqp, sqs, Sns.start(sqs), new TreeMap<>());
    }

    /** A topic of SNS, and the queue of that name that gets what is published there. */
    void createTopic(String name, boolean raw) {
        topics.put(name, sns.createTopicWithQueue(name, raw));
    }

    /** A hub.yaml with these of the connections kafka, rabbit, queues, topics and subscribers. */
    String hubYaml(String... connections) {
        Map<String, String> all = Map.of(
                "kafka", "{ kafka: { brokers: \"" + kafka.bootstrap() + "\" } }",
                "rabbit", rabbit(),
                "queues", aws(sqs.endpoint()),
                "topics", aws(sns.endpoint()),
                "subscribers", aws(sns.subscriberEndpoint()));
        return Stream.of(connections)
                .map(name -> "  " + name + ": " + all.get(name) + "\n")
                .collect(joining("", "connections:\n", ""));
    }

    private String rabbit() {
        return "{ rabbitmq: { addresses: \"%s\", username: \"%s\", password: \"%s\" } }"
                .formatted(amqp.address(), amqp.username(), amqp.password());
    }

    private static String aws(String endpoint) {
        return "{ aws: { region: %s, endpoint: \"%s\", accessKeyId: \"%s\", secretAccessKey: \"%s\" } }"
                .formatted(AwsEmulator.REGION, endpoint, AwsEmulator.ACCESS_KEY, AwsEmulator.SECRET_KEY);
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
        amqp.close();
        kafka.close();
    }
}
