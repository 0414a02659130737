package routes;

import java.util.Locale;
import routes.brokers.AmqpProbe;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;
import routes.brokers.SnsProbe;
import routes.brokers.SqsProbe;

/** Where events can be put: how a test makes such a place, how a route names it, and how an application reaches it. */
enum Harbour {
    KAFKA(true) {
        @Override
        void make(AllBrokers brokers, String name) {
            brokers.kafka().createTopic(name, 6);
        }

        @Override
        String origin(String name) {
            return "{ kafka: { topic: " + name + " } }";
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return "{ kafka: { topic: " + name + " } }";
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return new KafkaProbe(brokers.kafka().bootstrap(), name);
        }
    },

    RABBITMQ(true) {
        @Override
        void make(AllBrokers brokers, String name) {
            brokers.amqp().createQueue(name);
        }

        @Override
        String origin(String name) {
            return "{ rabbitmq: { queue: " + name + " } }";
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return "{ rabbitmq: { queue: " + name + " } }";
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return AmqpProbe.ofQueue(brokers.amqp(), name);
        }
    },

    /** A standard queue, which promises no order. */
    SQS(false) {
        @Override
        void make(AllBrokers brokers, String name) {
            brokers.sqs().createQueue(name);
        }

        @Override
        String origin(String name) {
            return "{ sqs: { connection: queues, queue: " + name + " } }";
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return origin(name);
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return new SqsProbe(brokers.sqs().endpoint(), name);
        }
    },

    /** A FIFO queue: its groups are the keys, and it keeps their order. */
    SQS_FIFO(true) {
        @Override
        void make(AllBrokers brokers, String name) {
            SQS.make(brokers, name + ".fifo");
        }

        @Override
        String origin(String name) {
            return SQS.origin(name + ".fifo");
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return origin(name);
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return SQS.probe(brokers, name + ".fifo");
        }
    },

    /** A standard topic and a queue that gets its notifications in their envelope; the hub takes from that queue. */
    SNS(false) {
        @Override
        void make(AllBrokers brokers, String name) {
            brokers.createTopic(name, false);
        }

        @Override
        String origin(String name) {
            return "{ sqs: { connection: subscribers, queue: " + name + " } }";
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return "{ sns: { connection: topics, topicArn: \""
                    + brokers.topics().get(name).topicArn() + "\" } }";
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return new SnsProbe(brokers.sns().endpoint(), brokers.topics().get(name));
        }
    },

    /** As {@link #SNS}, delivered raw. */
    SNS_RAW(false) {
        @Override
        void make(AllBrokers brokers, String name) {
            brokers.createTopic(name, true);
        }

        @Override
        String origin(String name) {
            return SNS.origin(name);
        }

        @Override
        String destination(AllBrokers brokers, String name) {
            return SNS.destination(brokers, name);
        }

        @Override
        Probe probe(AllBrokers brokers, String name) {
            return SNS.probe(brokers, name);
        }
    };

    private final boolean keepsOrder;

    Harbour(boolean keepsOrder) {
        this.keepsOrder = keepsOrder;
    }

    abstract void make(AllBrokers brokers, String name);

    /** What stands after {@code from:} in a route. */
    abstract String origin(String name);

    /** What stands after {@code to:} in a route. */
    abstract String destination(AllBrokers brokers, String name);

    abstract Probe probe(AllBrokers brokers, String name);

    /** Whether the broker promises the order of events with the same key. */
    boolean keepsOrder() {
        return keepsOrder;
    }

    /** As it may stand in the name of a route, a queue or a topic. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
