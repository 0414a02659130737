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
import routes.model.InFlight;
import routes.model.KafkaConnection;

/** A topic to read as a consumer group. */
final class KafkaSourceEndpoint extends HubEndpoint {

    private static final int MAX_POLL_RECORDS = 500;

    private final KafkaConnection connection;
    private final TopicChecks topics;
    private final ReadinessChecks<Question> checks;
    private final String topic;
    private final String group;
    private final InFlight inFlight;

    KafkaSourceEndpoint(
            String uri,
            Component component,
            KafkaConnection connection,
            TopicChecks topics,
            ReadinessChecks<Question> checks,
            String topic,
            String group,
            InFlight inFlight) {
        super(uri, component);
        this.connection = connection;
        this.topics = topics;
        this.checks = checks;
        this.topic = topic;
        this.group = group;
        this.inFlight = inFlight;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        int poll = Math.max(1, Math.min(MAX_POLL_RECORDS, inFlight.maxEvents() / 2));
        return new KafkaSource(
                this,
                processor,
                topic,
                () -> KafkaClients.consumer(connection, "caravanserai-" + group, group, poll, fetch()),
                new KafkaProblems(connection, topic, AclOperation.READ),
                inFlight);
    }

    private int fetch() {
        return ClientBuffers.of(getCamelContext(), KafkaSourceEndpoint.class::isInstance)
                .fetch();
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to a source: topic '" + topic + "'");
    }

    @Override
    public CompletableFuture<Readiness> reach() {
        return checks.ask(Question.CLUSTER);
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return checks.ask(new Question(topic, AclOperation.READ, Optional.empty(), false));
    }

    /**
     * Only here the consumer group is checked too: the request makes Kafka create its internal topic for groups, if no group
     * has been used before.
     */
    @Override
    public CompletableFuture<Readiness> askForRights() {
        return checks.ask(new Question(topic, AclOperation.READ, Optional.of(group), false));
    }

    @Override
    public Optional<SizeLimit> sizeLimit() {
        return topics.limit(topic).map(TopicSettings.Limit::ofEvent);
    }
}
