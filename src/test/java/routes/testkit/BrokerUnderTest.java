package routes.testkit;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Where events can be put: how a test makes such a place, how a route names it, and how an application reaches it. */
public enum BrokerUnderTest {
    KAFKA(true) {
        @Override
        public void make(AllBrokers brokers, String name) {
            brokers.kafka().createTopic(name, PARTITIONS);
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            brokers.kafka().admin(admin -> admin.deleteTopics(List.of(name)).all());
        }

        @Override
        public String origin(String name) {
            return "{ kafka: { topic: " + name + " } }";
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return "{ kafka: { topic: " + name + " } }";
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return new KafkaProbe(brokers.kafka().bootstrap(), name);
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(name, partition))
                    .collect(toMap(partition -> partition, partition -> OffsetSpec.latest()));
            long written = brokers
                    .kafka()
                    .admin(admin -> admin.listOffsets(ends).all())
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
            long committed = brokers
                    .kafka()
                    .admin(admin -> admin.listConsumerGroupOffsets(route).partitionsToOffsetAndMetadata())
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
            return written - committed;
        }
    },

    RABBITMQ(true) {
        @Override
        public void make(AllBrokers brokers, String name) {
            brokers.amqp().createQueue(name);
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            brokers.amqp().arrange(channel -> channel.queueDelete(name));
        }

        @Override
        public String origin(String name) {
            return "{ rabbitmq: { queue: " + name + " } }";
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return "{ rabbitmq: { queue: " + name + " } }";
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return AmqpProbe.ofQueue(brokers.amqp(), name);
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            LongAdder count = new LongAdder();
            brokers.amqp().arrange(channel -> count.add(channel.messageCount(name)));
            return count.sum();
        }
    },

    /** A standard queue, which promises no order. */
    SQS(false) {
        @Override
        public void make(AllBrokers brokers, String name) {
            brokers.sqs().createQueue(name);
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            SqsClient client = brokers.sqs().client();
            String url = client.getQueueUrl(request -> request.queueName(name)).queueUrl();
            client.deleteQueue(request -> request.queueUrl(url));
        }

        @Override
        public String origin(String name) {
            return "{ sqs: { connection: queues, queue: " + name + " } }";
        }

        @Override
        public String origin(String name, Duration again) {
            return "{ sqs: { connection: queues, queue: " + name + ", visibility: " + again.toSeconds() + "s } }";
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return origin(name);
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return new SqsProbe(brokers.sqs().endpoint(), name);
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            return held(brokers.sqs().endpoint(), name);
        }
    },

    /** A FIFO queue: its groups are the keys, and it keeps their order. */
    SQS_FIFO(true) {
        @Override
        public void make(AllBrokers brokers, String name) {
            SQS.make(brokers, name + ".fifo");
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            SQS.unmake(brokers, name + ".fifo");
        }

        @Override
        public String origin(String name) {
            return SQS.origin(name + ".fifo");
        }

        @Override
        public String origin(String name, Duration again) {
            return SQS.origin(name + ".fifo", again);
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return origin(name);
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return SQS.probe(brokers, name + ".fifo");
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            return SQS.unacknowledged(brokers, name + ".fifo", route);
        }
    },

    /** A standard topic and a queue that gets its notifications in their envelope; the hub takes from that queue. */
    SNS(false) {
        @Override
        public void make(AllBrokers brokers, String name) {
            brokers.createTopic(name, false);
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            try (SnsClient client = AwsEmulator.sns(brokers.sns().endpoint())) {
                client.deleteTopic(
                        request -> request.topicArn(brokers.topics().get(name).topicArn()));
            }
        }

        @Override
        public String origin(String name) {
            return "{ sqs: { connection: subscribers, queue: " + name + " } }";
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return "{ sns: { connection: topics, topicArn: \""
                    + brokers.topics().get(name).topicArn() + "\" } }";
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return new SnsProbe(brokers.sns().endpoint(), brokers.topics().get(name));
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            return held(brokers.sns().subscriberEndpoint(), name);
        }
    },

    /** As {@link #SNS}, delivered raw. */
    SNS_RAW(false) {
        @Override
        public void make(AllBrokers brokers, String name) {
            brokers.createTopic(name, true);
        }

        @Override
        public void unmake(AllBrokers brokers, String name) {
            SNS.unmake(brokers, name);
        }

        @Override
        public String origin(String name) {
            return SNS.origin(name);
        }

        @Override
        public String destination(AllBrokers brokers, String name) {
            return SNS.destination(brokers, name);
        }

        @Override
        public Probe probe(AllBrokers brokers, String name) {
            return SNS.probe(brokers, name);
        }

        @Override
        public long unacknowledged(AllBrokers brokers, String name, String route) {
            return SNS.unacknowledged(brokers, name, route);
        }
    };

    private static final int PARTITIONS = 3;

    private final boolean keepsOrder;

    BrokerUnderTest(boolean keepsOrder) {
        this.keepsOrder = keepsOrder;
    }

    public abstract void make(AllBrokers brokers, String name);

    /** Deletes it with all that it holds; of a topic of SNS, the topic alone. */
    public abstract void unmake(AllBrokers brokers, String name);

    /** What stands after {@code from:} in a route. */
    public abstract String origin(String name);

    /** As {@link #origin(String)}; a queue of AWS gives what a hub has taken that is gone once more after this time. */
    public String origin(String name, Duration again) {
        return origin(name);
    }

    /** What stands after {@code to:} in a route. */
    public abstract String destination(AllBrokers brokers, String name);

    public abstract Probe probe(AllBrokers brokers, String name);

    /** Events that were sent there and that this route has not acknowledged; without those that it holds where it runs. */
    public abstract long unacknowledged(AllBrokers brokers, String name, String route);

    /** What a queue has, hidden or not. */
    private static long held(String endpoint, String queue) {
        try (SqsClient client = AwsEmulator.sqs(endpoint)) {
            String url = client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
            return client
                    .getQueueAttributes(request -> request.queueUrl(url)
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes()
                    .values()
                    .stream()
                    .mapToLong(Long::parseLong)
                    .sum();
        }
    }

    /** Whether the broker promises the order of events with the same key. */
    public boolean keepsOrder() {
        return keepsOrder;
    }

    /** As it may stand in the name of a route, a queue or a topic. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
