package routes.testkit;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One of every broker, and the connections by which a hub reaches them. */
public record AllBrokers(Kafka kafka, Amqp amqp, EmbeddedSqs sqs, Sns sns, Map<String, Sns.Subscription> topics)
        implements AutoCloseable {

    /** @param kafka starts one that is closed with the others */
    public static AllBrokers start(Supplier<? extends Kafka> kafka) {
        Amqp amqp = Amqp.start(); // first: RabbitMQ boots meanwhile
        EmbeddedSqs sqs = EmbeddedSqs.start();
        return new AllBrokers(kafka.get(), amqp, sqs, Sns.start(sqs), new TreeMap<>());
    }

    /** A topic of SNS, and the queue of that name that gets what is published there. */
    public void createTopic(String name, boolean raw) {
        topics.put(name, sns.createTopicWithQueue(name, raw));
    }

    /** A hub.yaml with these of the connections kafka, rabbit, queues, topics and subscribers. */
    public String hubYaml(String... connections) {
        return hubYaml(Map.of(), connections);
    }

    /** @param detours by which address, in place of its own, a broker is reached: host and port for kafka and rabbit, else a URL */
    public String hubYaml(Map<String, String> detours, String... connections) {
        Map<String, String> all = Map.of(
                "kafka", "{ kafka: { brokers: \"" + detours.getOrDefault("kafka", kafka.bootstrap()) + "\" } }",
                "rabbit", rabbit(detours.getOrDefault("rabbit", amqp.address())),
                "queues", aws(detours.getOrDefault("queues", sqs.endpoint())),
                "topics", aws(detours.getOrDefault("topics", sns.endpoint())),
                "subscribers", aws(detours.getOrDefault("subscribers", sns.subscriberEndpoint())));
        return Stream.of(connections)
                .map(name -> "  " + name + ": " + all.get(name) + "\n")
                .collect(joining("", "connections:\n", ""));
    }

    private String rabbit(String address) {
        return "{ rabbitmq: { addresses: \"%s\", username: \"%s\", password: \"%s\" } }"
                .formatted(address, amqp.username(), amqp.password());
    }

    private static String aws(String endpoint) {
        return "{ aws: { region: %s, endpoint: \"%s\", accessKeyId: \"%s\", secretAccessKey: \"%s\" } }"
                .formatted(AwsEmulator.REGION, endpoint, AwsEmulator.ACCESS_KEY, AwsEmulator.SECRET_KEY);
    }

    @Override
    public void close() {
        Stream.<Runnable>of(sns::close, sqs::close, amqp::close, kafka::close)
                .parallel()
                .forEach(Runnable::run);
    }
}
