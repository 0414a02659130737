package routes.connector.rabbitmq;

import routes.brokers.AmqpProbe;
import routes.brokers.Probe;
import routes.brokers.RealRabbit;
import routes.connector.BrokerFixture;
import routes.definition.DataSize;
import routes.definition.InFlight;
import routes.definition.Place;
import routes.definition.RabbitConnection;
import routes.definition.RabbitDestination;
import routes.definition.RabbitOrigin;
import routes.definition.Secret;






import java.util.Map;
import java.util.Optional;
import org.apache.camel.Component;
import routes.definition.RabbitOrigin.KeyFrom;

/** The real RabbitMQ, whose places are durable queues. */
final class RabbitFixture implements BrokerFixture.Source {

    /** The connection of a user whom the broker does not know. */
    static final String STRANGER = "stranger";

    /** The largest body that its connections allow, in bytes. */
    static final int LARGEST = 1024 * 1024;

    private static final String CONNECTION = "rabbit";

    private final RealRabbit rabbit = RealRabbit.start();

    RealRabbit rabbit() {
        return rabbit;
    }

    @Override
    public Map<String, Component> components() {
        return Map.of(
                RabbitComponent.SCHEME,
                new RabbitComponent(Map.of(CONNECTION, connection(rabbit.username()), STRANGER, connection("nobody"))));
    }

    private RabbitConnection connection(String user) {
        return new RabbitConnection(
                rabbit.address(), user, new Secret(rabbit.password()), "/", Optional.empty(), new DataSize(LARGEST));
    }

    @Override
    public void make(String place) {
        rabbit.createQueue(place);
    }

    @Override
    public String commandThatMakes(String place) {
        return "rabbitmqadmin declare queue name=" + place;
    }

    @Override
    public String target(String place) {
        return target(CONNECTION, place);
    }

    static String target(String connection, String queue) {
        return RabbitComponent.uri(
                connection,
                new RabbitDestination(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(queue),
                        Optional.empty(),
                        Place.NOWHERE));
    }

    static String targetOfExchange(String exchange) {
        return RabbitComponent.uri(
                CONNECTION,
                new RabbitDestination(
                        Optional.empty(),
                        Optional.of(exchange),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Place.NOWHERE));
    }

    @Override
    public String source(String place, int events) {
        return source(place, events, "16MiB");
    }

    static String source(String place, int events, String bytes) {
        return RabbitComponent.uri(
                CONNECTION,
                new RabbitOrigin(Optional.empty(), place, KeyFrom.HEADER, Place.NOWHERE),
                new InFlight(events, DataSize.parse(bytes)));
    }

    @Override
    public Probe probe(String place) {
        return AmqpProbe.ofQueue(rabbit, place);
    }

    @Override
    public void leave() {
        rabbit.kill9();
    }

    @Override
    public void comeBack() {
        rabbit.restart();
    }

    @Override
    public void close() {
        rabbit.close();
    }
}
