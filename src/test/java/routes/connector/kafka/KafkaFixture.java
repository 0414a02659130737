package routes.connector.kafka;

import java.util.Map;
import java.util.Optional;
import routes.connector.BrokerFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubComponent;
import routes.model.CloudEventsMode;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.SourceLocation;
import routes.testkit.EmbeddedKafka;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/** Kafka, whose places are topics of one partition. */
final class KafkaFixture implements BrokerFixture.Source {

    private static final String COMPONENT = "hub-kafka";

    private final EmbeddedKafka kafka = EmbeddedKafka.start();

    EmbeddedKafka kafka() {
        return kafka;
    }

    @Override
    public Map<String, HubComponent<?, ?>> components() {
        KafkaConnection connection =
                new KafkaConnection(kafka.bootstrap(), Optional.empty(), Optional.empty(), Map.of());
        return Map.of(COMPONENT, new KafkaComponent(COMPONENT, connection));
    }

    @Override
    public void make(String place) {
        kafka.createTopic(place, 1);
    }

    @Override
    public String commandThatMakes(String place) {
        return "kafka-topics.sh --bootstrap-server " + kafka.bootstrap() + " --create --topic " + place;
    }

    @Override
    public EndpointUnderTest target(String place) {
        return EndpointUnderTest.target(
                COMPONENT,
                new KafkaTargetSpec(
                        Optional.empty(),
                        place,
                        Optional.empty(),
                        KafkaTargetSpec.RecordTime.KEEP,
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }

    @Override
    public EndpointUnderTest source(String place, int events) {
        return EndpointUnderTest.source(
                COMPONENT,
                new KafkaSourceSpec(Optional.empty(), place, Optional.of("group-of-" + place), SourceLocation.NOWHERE),
                events);
    }

    @Override
    public Probe probe(String place) {
        return new KafkaProbe(kafka.bootstrap(), place);
    }

    @Override
    public void leave() {
        kafka.stop();
    }

    @Override
    public void comeBack() {
        kafka.restart();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
