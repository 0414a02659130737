package routes.connector.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.kafka.common.acl.AclOperation;
import routes.connector.HubEndpoint;
import routes.connector.ReadinessChecks;
import routes.connector.SizeLimit;
import routes.connector.kafka.TopicChecks.Question;
import routes.event.Readiness;
import routes.model.KafkaConnection;

/** A topic to write to. */
final class KafkaTargetEndpoint extends HubEndpoint {

    private final KafkaConnection connection;
    private final TopicChecks topics;
    private final ReadinessChecks<Question> checks;
    private final String topic;
    private final RecordEncoder records;
    private final boolean deadLetters;

    /** @param deadLetters whether the topic must keep every record, whatever its key */
    KafkaTargetEndpoint(
            String uri,
            Component component,
            KafkaConnection connection,
            TopicChecks topics,
            ReadinessChecks<Question> checks,
            String topic,
            RecordEncoder records,
            boolean deadLetters) {
        super(uri, component);
        this.connection = connection;
        this.topics = topics;
        this.checks = checks;
        this.topic = topic;
        this.records = records;
        this.deadLetters = deadLetters;
    }

    @Override
    public Producer createProducer() {
        return new KafkaTarget(
                this,
                topic,
                records,
                new RecordSizes(connection, topic, () -> topics.limit(topic), this::ask),
                () -> KafkaClients.producer(connection, "caravanserai-to-" + topic, batch()));
    }

    /** Dead letters are few: they need no share of the heap. */
    private int batch() {
        return ClientBuffers.of(
                        getCamelContext(), other -> other instanceof KafkaTargetEndpoint target && !target.deadLetters)
                .batch();
    }

    @Override
    public Optional<SizeLimit> sizeLimit() {
        return topics.limit(topic).map(TopicSettings.Limit::ofEvent);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing can be received from a target: topic '" + topic + "'");
    }

    /** An idempotent producer never stores a record after an earlier one of its partition was lost. */
    @Override
    public boolean keepsOrderAcrossFailures() {
        return true;
    }

    @Override
    public CompletableFuture<Readiness> reach() {
        return checks.ask(Question.CLUSTER);
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return checks.ask(new Question(topic, AclOperation.WRITE, Optional.empty(), false));
    }

    @Override
    public CompletableFuture<Readiness> askForRights() {
        return checks.ask(new Question(topic, AclOperation.WRITE, Optional.empty(), deadLetters));
    }
}
