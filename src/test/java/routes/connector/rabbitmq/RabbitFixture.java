package routes.connector.rabbitmq;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.connector.BrokerFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubComponent;
import routes.model.CloudEventsMode;
import routes.model.DataSize;
import routes.model.InFlight;
import routes.model.RabbitConnection;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.KeyFrom;
import routes.model.RabbitTargetSpec;
import routes.model.Secret;
import routes.model.SourceLocation;
import routes.testkit.AmqpProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;

/** The real RabbitMQ, whose places are durable queues. */
final class RabbitFixture implements BrokerFixture.Source {

    /** The connection of a user whom the broker does not know. */
    static final String STRANGER = "stranger";

    /** The largest body that its connections allow, in bytes. */
    static final int LARGEST = 1024 * 1024;

    private static final String COMPONENT = "rabbit";

    private final RealRabbit rabbit = RealRabbit.start();

    RealRabbit rabbit() {
        return rabbit;
    }

    @Override
    public Map<String, HubComponent<?, ?>> components() {
        return Map.of(
                COMPONENT,
                new RabbitComponent(COMPONENT, connection(rabbit.username())),
                STRANGER,
                new RabbitComponent(STRANGER, connection("nobody")));
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
    public EndpointUnderTest target(String place) {
        return target(COMPONENT, place);
    }

    static EndpointUnderTest target(String component, String queue) {
        return EndpointUnderTest.target(
                component,
                new RabbitTargetSpec(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(queue),
                        Optional.empty(),
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }

    static EndpointUnderTest targetOfExchange(String exchange) {
        return EndpointUnderTest.target(
                COMPONENT,
                new RabbitTargetSpec(
                        Optional.empty(),
                        Optional.of(exchange),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }

    @Override
    public EndpointUnderTest source(String place, int events) {
        return source(place, events, "16MiB");
    }

    static EndpointUnderTest source(String place, int events, String bytes) {
        return EndpointUnderTest.source(
                COMPONENT,
                new RabbitSourceSpec(Optional.empty(), place, KeyFrom.HEADER, List.of(), SourceLocation.NOWHERE),
                new InFlight(events, DataSize.parse(bytes)));
    }

    @Override
    public Probe probe(String place) {
        return AmqpProbe.ofQueue(rabbit, place);
    }

    @Override
    public void leave() {
        rabbit.keepDeclarations();
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
