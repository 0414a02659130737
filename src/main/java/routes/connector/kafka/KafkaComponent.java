package routes.connector.kafka;

import java.util.Optional;
import routes.connector.CloudEventBinding;
import routes.connector.EventFeed;
import routes.connector.EventTail;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.ProvisionOptions;
import routes.connector.Provisioner;
import routes.connector.ReadinessChecks;
import routes.connector.TailOptions;
import routes.model.CloudEventsMode;
import routes.model.InFlight;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.KafkaTargetSpec.RecordTime;

/** Topics of one Kafka cluster. */
public final class KafkaComponent extends HubComponent<KafkaSourceSpec, KafkaTargetSpec> {

    private final KafkaConnection connection;
    private final TopicChecks topics;
    private final ReadinessChecks<TopicChecks.Question> checks;

    /** @param name of the connection, by which its threads are found in a thread dump */
    public KafkaComponent(String name, KafkaConnection connection) {
        this.connection = connection;
        this.topics = new TopicChecks(connection);
        this.checks = new ReadinessChecks<>("hub-kafka-check-" + name, topics);
    }

    /** The route's name is the consumer group where the source names none. */
    @Override
    public HubEndpoint source(String uri, KafkaSourceSpec spec, String route, InFlight inFlight) {
        return new KafkaSourceEndpoint(
                uri,
                this,
                connection,
                topics,
                checks,
                spec.topic(),
                spec.group().orElse(route),
                inFlight);
    }

    @Override
    public HubEndpoint target(String uri, KafkaTargetSpec spec) {
        return target(
                uri,
                spec.topic(),
                new RecordEncoder(
                        spec.topic(),
                        spec.timestamp() == RecordTime.KEEP,
                        cloudEvents(spec.cloudEvents()),
                        () -> topics.retention(spec.topic())),
                false);
    }

    /** Letters have the time at which they are sent, and stay as they are. */
    @Override
    public HubEndpoint deadLetters(String uri, KafkaTargetSpec spec) {
        return target(
                uri,
                spec.topic(),
                new RecordEncoder(spec.topic(), false, cloudEvents(CloudEventsMode.KEEP), Optional::empty),
                true);
    }

    @Override
    public Provisioner<KafkaSourceSpec, KafkaTargetSpec> provisioner(ProvisionOptions options) {
        return new KafkaProvisioner(connection, topics, options);
    }

    @Override
    public EventFeed feed(KafkaSourceSpec spec) {
        return new KafkaFeed(
                connection,
                checks,
                spec.topic(),
                new RecordEncoder(spec.topic(), false, cloudEvents(CloudEventsMode.KEEP), Optional::empty));
    }

    @Override
    public EventTail tail(KafkaTargetSpec spec, TailOptions options) {
        return tail(spec.topic(), options);
    }

    @Override
    public EventTail tail(String topic, TailOptions options) {
        return KafkaTail.open(connection, checks, topic, options);
    }

    private HubEndpoint target(String uri, String topic, RecordEncoder records, boolean deadLetters) {
        return new KafkaTargetEndpoint(uri, this, connection, topics, checks, topic, records, deadLetters);
    }

    private static CloudEventBinding cloudEvents(CloudEventsMode mode) {
        return new CloudEventBinding("ce_", mode);
    }
}
