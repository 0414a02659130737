package routes.connector.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Component;
import routes.connector.BrokerFixture;
import routes.model.DataSize;
import routes.model.InFlight;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.SourceLocation;
import routes.testkit.EmbeddedKafka;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/** Kafka, whose places are topics of one partition. */
final class KafkaFixture implements BrokerFixture.Source {

    private static final String CONNECTION = "kafka";

    private final EmbeddedKafka kafka = EmbeddedKafka.start();

    EmbeddedKafka kafka() {
        return kafka;
    }

    @Override
    public Map<String, Component> components() {
        KafkaConnection connection =
                new KafkaConnection(kafka.bootstrap(), Optional.empty(), Optional.empty(), Map.of());
        return Map.of(KafkaComponent.SCHEME, new KafkaComponent(Map.of(CONNECTION, connection)));
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
    public String target(String place) {
        return KafkaComponent.uri(
                CONNECTION, new KafkaTargetSpec(Optional.empty(), place, Optional.empty(), SourceLocation.NOWHERE));
    }

    @Override
    public String source(String place, int events) {
        return KafkaComponent.uri(
                CONNECTION,
                new KafkaSourceSpec(Optional.empty(), place, Optional.empty(), SourceLocation.NOWHERE),
                "group-of-" + place,
                new InFlight(events, DataSize.parse("16MiB")));
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
