package routes;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import routes.broker.aws.SnsComponent;
import routes.broker.aws.SqsComponent;
import routes.broker.kafka.KafkaComponent;
import routes.broker.rabbitmq.RabbitComponent;
import routes.definition.AwsConnection;
import routes.definition.Connection;
import routes.definition.Destination;
import routes.definition.HubDefinition;
import routes.definition.KafkaConnection;
import routes.definition.KafkaDestination;
import routes.definition.KafkaOrigin;
import routes.definition.Origin;
import routes.definition.RabbitConnection;
import routes.definition.RabbitDestination;
import routes.definition.RabbitOrigin;
import routes.definition.RoutePlan;
import routes.definition.SnsDestination;
import routes.definition.SqsDestination;
import routes.definition.SqsOrigin;

/** The registry of brokers: which Camel endpoint each origin and destination means. A new broker is added here. */
final class Brokers {

    private final HubDefinition definition;
    private final Map<Class<? extends Origin>, Source> origins = new HashMap<>();
    private final Map<Class<? extends Destination>, BiFunction<String, Destination, String>> destinations =
            new HashMap<>();

    /** The URI of a route's source. */
    private interface Source {
        String uri(String connection, String route, RoutePlan plan);
    }

    Brokers(HubDefinition definition) {
        this.definition = definition;
        origins.put(
                KafkaOrigin.class,
                (connection, route, plan) ->
                        KafkaComponent.uri(connection, (KafkaOrigin) plan.from(), route, plan.inFlight()));
        origins.put(
                RabbitOrigin.class,
                (connection, route, plan) ->
                        RabbitComponent.uri(connection, (RabbitOrigin) plan.from(), plan.inFlight()));
        origins.put(
                SqsOrigin.class,
                (connection, route, plan) -> SqsComponent.uri(connection, (SqsOrigin) plan.from(), plan.inFlight()));
        destinations.put(
                KafkaDestination.class, (connection, to) -> KafkaComponent.uri(connection, (KafkaDestination) to));
        destinations.put(
                RabbitDestination.class, (connection, to) -> RabbitComponent.uri(connection, (RabbitDestination) to));
        destinations.put(SqsDestination.class, (connection, to) -> SqsComponent.uri(connection, (SqsDestination) to));
        destinations.put(SnsDestination.class, (connection, to) -> SnsComponent.uri(connection, (SnsDestination) to));
    }

    void addTo(CamelContext context) {
        context.addComponent(KafkaComponent.SCHEME, new KafkaComponent(of(KafkaConnection.class)));
        context.addComponent(RabbitComponent.SCHEME, new RabbitComponent(of(RabbitConnection.class)));
        context.addComponent(SqsComponent.SCHEME, new SqsComponent(of(AwsConnection.class)));
        context.addComponent(SnsComponent.SCHEME, new SnsComponent(of(AwsConnection.class)));
    }

    String source(String route, RoutePlan plan) {
        Origin from = plan.from();
        String connection = definition.connectionName(from.connection(), from.connectionKind());
        return origins.get(from.getClass()).uri(connection, route, plan);
    }

    String target(Destination to) {
        String connection = definition.connectionName(to.connection(), to.connectionKind());
        return destinations.get(to.getClass()).apply(connection, to);
    }

    private <C extends Connection> Map<String, C> of(Class<C> kind) {
        Map<String, C> found = new HashMap<>();
        definition.connections().forEach((name, connection) -> {
            if (kind.isInstance(connection)) {
                found.put(name, kind.cast(connection));
            }
        });
        return found;
    }
}
