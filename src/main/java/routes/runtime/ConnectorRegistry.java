package routes.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.kafka.KafkaComponent;
import routes.connector.rabbitmq.RabbitComponent;
import routes.connector.sns.SnsComponent;
import routes.connector.sqs.SqsComponent;
import routes.model.AwsConnection;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.RabbitConnection;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitTargetSpec;
import routes.model.RouteSpec;
import routes.model.SnsTargetSpec;
import routes.model.SourceSpec;
import routes.model.SqsSourceSpec;
import routes.model.SqsTargetSpec;
import routes.model.TargetSpec;

/**
 * The registry of connectors: which Camel component makes the endpoints of each kind of source and target. A new connector is
 * added here.
 *
 * <p>A component belongs to one connection. A connection that has changed gets components of its own, beside those of before,
 * which go when no route uses their endpoints any more. Used by one thread at a time.
 */
final class ConnectorRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistry.class);

    /** The key of what needs no connection: no connection can be named like this. */
    private static final String NO_CONNECTION = "";

    private static final Connector KAFKA = new Connector(
            "hub-kafka", (name, connection) -> new KafkaComponent(name, (KafkaConnection) connection.orElseThrow()));
    private static final Connector RABBITMQ = new Connector(
            "hub-rabbitmq",
            (name, connection) -> new RabbitComponent(name, (RabbitConnection) connection.orElseThrow()));
    private static final Connector SQS = new Connector(
            "hub-sqs", (name, connection) -> new SqsComponent(name, (AwsConnection) connection.orElseThrow()));
    private static final Connector SNS = new Connector(
            "hub-sns", (name, connection) -> new SnsComponent(name, (AwsConnection) connection.orElseThrow()));

    private static final Map<Class<?>, Connector> CONNECTORS = Map.of(
            KafkaSourceSpec.class, KAFKA,
            KafkaTargetSpec.class, KAFKA,
            RabbitSourceSpec.class, RABBITMQ,
            RabbitTargetSpec.class, RABBITMQ,
            SqsSourceSpec.class, SQS,
            SqsTargetSpec.class, SQS,
            SnsTargetSpec.class, SNS);

    private final CamelContext context;
    private final Map<String, OpenConnection> connections = new HashMap<>();
    private final List<OpenConnection> outdated = new ArrayList<>();
    private Optional<HubDefinition> definition = Optional.empty();
    private int numbered;

    /** @param component makes one for a connection, by the connection's name */
    private record Connector(String scheme, BiFunction<String, Optional<Connection>, HubComponent<?, ?>> component) {}

    /** A connection and its components, by the names that they have in the Camel context. */
    private record OpenConnection(Optional<Connection> connection, Map<Connector, String> components) {}

    ConnectorRegistry(CamelContext context) {
        this.context = context;
        connections.put(NO_CONNECTION, new OpenConnection(Optional.empty(), new HashMap<>()));
    }

    /** From now on sources and targets are those of this definition. */
    void follow(HubDefinition next) {
        connections.entrySet().removeIf(entry -> {
            boolean stays = entry.getValue()
                    .connection()
                    .equals(Optional.ofNullable(next.connections().get(entry.getKey())));
            if (!stays) {
                outdated.add(entry.getValue());
            }
            return !stays;
        });
        next.connections()
                .forEach((name, connection) -> connections.computeIfAbsent(
                        name, key -> new OpenConnection(Optional.of(connection), new HashMap<>())));
        definition = Optional.of(next);
    }

    /** A new endpoint for the source of this route. */
    HubEndpoint source(String route, RouteSpec spec) {
        SourceSpec from = spec.from();
        String component = component(from.getClass(), connection(from.connection(), from.connectionKind()));
        String uri = component + ":" + route + "/source/" + numbered++;
        return added(uri, this.<SourceSpec, TargetSpec>named(component).source(uri, from, route, spec.inFlight()));
    }

    /** A new endpoint for a target of this route. */
    HubEndpoint target(String route, TargetSpec to) {
        String component = component(to.getClass(), connection(to.connection(), to.connectionKind()));
        String uri = component + ":" + route + "/target/" + numbered++;
        return added(uri, this.<SourceSpec, TargetSpec>named(component).target(uri, to));
    }

    private String connection(Optional<String> named, Optional<Class<? extends Connection>> kind) {
        return definition.orElseThrow().connectionName(named, kind).orElse(NO_CONNECTION);
    }

    /** Its name in the Camel context: one of each connector for each connection, made when it is first needed. */
    private String component(Class<?> kind, String connection) {
        Connector connector = CONNECTORS.get(kind);
        OpenConnection open = connections.get(connection);
        return open.components().computeIfAbsent(connector, made -> {
            String name = connector.scheme() + "-" + numbered++;
            context.addComponent(name, connector.component().apply(connection, open.connection()));
            return name;
        });
    }

    /** Each specification finds the component that takes it: that is what the table of connectors says. */
    @SuppressWarnings("unchecked")
    private <S extends SourceSpec, T extends TargetSpec> HubComponent<S, T> named(String component) {
        return (HubComponent<S, T>) context.getComponent(component, false);
    }

    private HubEndpoint added(String uri, HubEndpoint endpoint) {
        try {
            context.addEndpoint(uri, endpoint);
            return endpoint;
        } catch (Exception e) {
            throw new IllegalStateException("the endpoint " + uri + " cannot be added to the Camel context", e);
        }
    }

    /** Removes all other endpoints, and then the clients of connections that no route uses any more. */
    void removeAllBut(Set<HubEndpoint> used) {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (endpoint instanceof HubEndpoint && !used.contains(endpoint)) {
                remove(endpoint);
            }
        }
        outdated.removeIf(connection -> {
            boolean isUsed =
                    used.stream().anyMatch(endpoint -> connection.components().containsValue(schemeOf(endpoint)));
            if (!isUsed) {
                connection.components().values().forEach(this::removeComponent);
            }
            return !isUsed;
        });
    }

    private static String schemeOf(HubEndpoint endpoint) {
        return endpoint.getEndpointUri().substring(0, endpoint.getEndpointUri().indexOf(':'));
    }

    private void removeComponent(String name) {
        Optional.ofNullable(context.removeComponent(name)).ifPresent(ServiceHelper::stopAndShutdownService);
    }

    private void remove(Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("endpoint", endpoint).setCause(e).log("Endpoint could not be removed");
        }
    }
}
