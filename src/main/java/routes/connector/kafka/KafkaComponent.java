package routes.connector.kafka;

import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.ReadinessChecks;
import routes.model.InFlight;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;

/** Topics of one Kafka cluster. */
public final class KafkaComponent extends HubComponent<KafkaSourceSpec, KafkaTargetSpec> {

    private final KafkaConnection connection;
    private final ReadinessChecks<TopicChecks.Question> checks;

    /** @param name of the connection, by which its threads are found in a thread dump */
    public KafkaComponent(String name, KafkaConnection connection) {
        this.connection = connection;
        this.checks = new ReadinessChecks<>("hub-kafka-check-" + name, new TopicChecks(connection));
    }

    /** The route's name is the consumer group where the source names none. */
    @Override
    public HubEndpoint source(String uri, KafkaSourceSpec spec, String route, InFlight inFlight) {
        return new KafkaSourceEndpoint(
                uri, this, connection, checks, spec.topic(), spec.group().orElse(route), inFlight);
    }

    @Override
    public HubEndpoint target(String uri, KafkaTargetSpec spec) {
        return new KafkaTargetEndpoint(uri, this, connection, checks, spec.topic());
    }
}
