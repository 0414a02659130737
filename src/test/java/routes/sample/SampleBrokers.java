package routes.sample;

import java.util.Map;
import routes.testkit.Amqp;
import routes.testkit.AwsEmulator;
import routes.testkit.EmbeddedAmqp;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.Sns;
import routes.testkit.SnsStandIn;

/** All brokers, with the topics, queues and exchanges that the sample's routes name: the hub itself never makes any. */
record SampleBrokers(EmbeddedKafka kafka, Amqp amqp, EmbeddedSqs sqs, Sns sns, Sns.Subscription europe)
        implements AutoCloseable {

    static final String ORDERS = "orders";
    static final String DEAD = "orders.dead";
    static final String BILLING = "billing";
    static final String WAREHOUSE = "warehouse";
    static final String EUROPE = "eu-orders";

    static SampleBrokers start() {
        EmbeddedKafka kafka = EmbeddedKafka.start();
        kafka.createTopic(ORDERS, 3);
        kafka.createTopic(BILLING, 3);
        kafka.createTopic(WAREHOUSE, 3);
        kafka.createTopic(DEAD, 1);
        Amqp amqp = EmbeddedAmqp.start();
        amqp.createExchange("vip", "orders.#", "vip-orders");
        EmbeddedSqs sqs = EmbeddedSqs.start();
        sqs.createQueue("standard-orders");
        Sns sns = SnsStandIn.start(sqs.endpoint());
        return new SampleBrokers(kafka, amqp, sqs, sns, sns.createTopicWithQueue(EUROPE, false));
    }

    /** Where hub.yaml finds them. */
    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BROKERS",
                kafka.bootstrap(),
                "RABBITMQ_ADDRESSES",
                amqp.address(),
                "RABBITMQ_USERNAME",
                amqp.username(),
                "RABBITMQ_PASSWORD",
                amqp.password(),
                "SQS_ENDPOINT",
                sqs.endpoint(),
                "SNS_ENDPOINT",
                sns.endpoint(),
                "AWS_ACCESS_KEY_ID",
                AwsEmulator.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                AwsEmulator.SECRET_KEY);
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
        amqp.close();
        kafka.close();
    }
}
