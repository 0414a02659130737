package routes.connector.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.kafka.common.acl.AclOperation;
import routes.connector.HubEndpoint;
import routes.connector.ReadinessChecks;
import routes.connector.kafka.TopicChecks.Question;
import routes.event.Readiness;
import routes.model.KafkaConnection;

/** A Kafka topic as a source or target. */
final class KafkaEndpoint extends HubEndpoint {

    private final KafkaConnection connection;
    private final ReadinessChecks<Question> inquiries;
    private final String topic;
    private final String group;
    private final int mostEvents;
    private final long mostBytes;

    KafkaEndpoint(
            String uri,
            KafkaComponent component,
            KafkaConnection connection,
            ReadinessChecks<Question> inquiries,
            String topic,
            String group,
            int mostEvents,
            long mostBytes) {
        super(uri, component);
        this.connection = connection;
        this.inquiries = inquiries;
        this.topic = topic;
        this.group = group;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public Producer createProducer() {
        return new KafkaTarget(this, topic, () -> KafkaClients.producer(connection, "caravanserai-to-" + topic));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        if (!isSource()) {
            throw new IllegalArgumentException("a Kafka source needs a consumer group");
        }
        int poll = Math.max(1, Math.min(500, mostEvents / 2));
        return new KafkaSource(
                this,
                processor,
                topic,
                () -> KafkaClients.consumer(connection, "caravanserai-" + group, group, poll),
                new KafkaProblems(connection, topic, AclOperation.READ),
                mostEvents,
                mostBytes);
    }

    /** True: an idempotent producer never stores a record after an earlier one of the same partition has been lost. */
    @Override
    public boolean keepsOrderAcrossFailures() {
        return true;
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return inquiries.ask(
                new Question(topic, isSource() ? AclOperation.READ : AclOperation.WRITE, Optional.empty()));
    }

    /**
     * Only here the consumer group is checked too: the request makes Kafka create its internal topic for groups, if no group
     * has been used before.
     */
    @Override
    public CompletableFuture<Readiness> askForRights() {
        return isSource()
                ? inquiries.ask(new Question(topic, AclOperation.READ, Optional.of(group)))
                : super.askForRights();
    }

    private boolean isSource() {
        return !group.isEmpty();
    }
}
