package routes.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import routes.connector.ConnectorException;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.InFlightMemory;
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
import routes.model.format.Kind;
import routes.support.DisplayText;
import routes.support.StructuredLogger;

/**
 * The registry of connectors. It maps each kind of source and target to the Camel component that creates its endpoints. New
 * connectors are added here.
 *
 * <p>A component belongs to one connection. A connection that has changed gets new components. The previous components are
 * removed when no route uses their endpoints any more. Not thread-safe: used by one thread at a time.
 */
public final class ConnectorRegistry {

    private static final Logger LOG = StructuredLogger.of(ConnectorRegistry.class);

    /** The key for connectors that need no connection. It is not a valid name of a connection. */
    private static final String NO_CONNECTION = "";

    private static final Connector KAFKA = new Connector(
            "hub-kafka",
            Optional.of(KafkaConnection.class),
            (name, connection) -> new KafkaComponent(name, (KafkaConnection) connection.orElseThrow()));
    private static final Connector RABBITMQ = new Connector(
            "hub-rabbitmq",
            Optional.of(RabbitConnection.class),
            (name, connection) -> new RabbitComponent(name, (RabbitConnection) connection.orElseThrow()));
    private static final Connector SQS = new Connector(
            "hub-sqs",
            Optional.of(AwsConnection.class),
            (name, connection) -> new SqsComponent(name, (AwsConnection) connection.orElseThrow()));
    private static final Connector SNS = new Connector(
            "hub-sns",
            Optional.of(AwsConnection.class),
            (name, connection) -> new SnsComponent(name, (AwsConnection) connection.orElseThrow()));

    private static final Map<Class<?>, Connector> STANDARD = Map.of(
            KafkaSourceSpec.class, KAFKA,
            KafkaTargetSpec.class, KAFKA,
            RabbitSourceSpec.class, RABBITMQ,
            RabbitTargetSpec.class, RABBITMQ,
            SqsSourceSpec.class, SQS,
            SqsTargetSpec.class, SQS,
            SnsTargetSpec.class, SNS);

    private final CamelContext context;
    private final Map<Class<?>, Connector> connectors;
    private final Map<String, OpenConnection> connections = new HashMap<>();
    private final List<OpenConnection> outdated = new ArrayList<>();
    private Optional<HubDefinition> definition = Optional.empty();
    private int numbered;

    /**
     * @param needs the kind of connection that it needs, if it needs one
     * @param component creates a component for a connection, given the name of the connection
     */
    record Connector(
            String scheme,
            Optional<Class<? extends Connection>> needs,
            BiFunction<String, Optional<Connection>, HubComponent<?, ?>> component) {}

    /** A connection, and the names of its components in the Camel context. */
    private record OpenConnection(Optional<Connection> connection, Map<Connector, String> components) {}

    /** With the connectors of the hub. */
    public ConnectorRegistry(CamelContext context) {
        this(context, STANDARD);
    }

    /** @param connectors the connectors by the classes of their sources and targets */
    ConnectorRegistry(CamelContext context, Map<Class<?>, Connector> connectors) {
        this.context = context;
        this.connectors = connectors;
        InFlightMemory.ofHeap(Runtime.getRuntime().maxMemory()).shareIn(context);
        connections.put(NO_CONNECTION, new OpenConnection(Optional.empty(), new HashMap<>()));
    }

    /** Sets the definition. Sources and targets that are created from now on use its connections. */
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

    /** Creates an endpoint for the source of this route. */
    HubEndpoint source(String route, RouteSpec spec) {
        SourceSpec from = spec.from();
        String component = component(from.getClass(), connection(from.connection(), from.connectionKind()));
        String uri = component + ":" + route + "/source/" + numbered++;
        return added(uri, this.<SourceSpec, TargetSpec>named(component).source(uri, from, route, spec.inFlight()));
    }

    /** Creates an endpoint for a target of this route. */
    HubEndpoint target(String route, TargetSpec to) {
        String component = component(to.getClass(), connection(to.connection(), to.connectionKind()));
        String uri = component + ":" + route + "/target/" + numbered++;
        return added(uri, this.<SourceSpec, TargetSpec>named(component).target(uri, to));
    }

    /** Creates an endpoint for the dead letters of this route. */
    HubEndpoint deadLetters(String route, TargetSpec to) {
        String component = component(to.getClass(), connection(to.connection(), to.connectionKind()));
        String uri = component + ":" + route + "/target/" + numbered++;
        return added(uri, this.<SourceSpec, TargetSpec>named(component).deadLetters(uri, to));
    }

    /** The component that receives from this kind of source. */
    HubComponent<SourceSpec, TargetSpec> of(SourceSpec from) {
        return named(component(from.getClass(), connection(from.connection(), from.connectionKind())));
    }

    /** The component that delivers to this kind of target. */
    HubComponent<SourceSpec, TargetSpec> of(TargetSpec to) {
        return named(component(to.getClass(), connection(to.connection(), to.connectionKind())));
    }

    /**
     * The component for a kind of target, by its word in the route format.
     *
     * @param connection may be absent if there is only one of the kind
     * @throws ConnectorException if there is no such kind, or no such connection; lists those that there are
     */
    HubComponent<SourceSpec, TargetSpec> of(String kind, Optional<String> connection) {
        Map<String, Class<?>> kinds = new TreeMap<>();
        connectors.keySet().stream()
                .filter(TargetSpec.class::isAssignableFrom)
                .forEach(spec -> kinds.put(spec.getAnnotation(Kind.class).value(), spec));
        Class<?> spec = Optional.<Class<?>>ofNullable(kinds.get(kind))
                .orElseThrow(() -> new ConnectorException(
                        "unknown kind " + DisplayText.quoted(kind) + "; kinds of targets: " + kinds.keySet()));
        String name = connectors
                .get(spec)
                .needs()
                .map(needed -> only(kind, needed, connection))
                .orElse(NO_CONNECTION);
        return named(component(spec, name));
    }

    private String only(String kind, Class<? extends Connection> needed, Optional<String> connection) {
        List<String> names = definition.orElseThrow().connections().entrySet().stream()
                .filter(entry -> needed.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<String> chosen = names.stream()
                .filter(name -> connection.map(name::equals).orElse(names.size() == 1))
                .toList();
        if (chosen.isEmpty()) {
            throw new ConnectorException(
                    names.isEmpty()
                            ? "hub.yaml has no connection for the kind '" + kind + "'"
                            : "choose a connection for the kind '" + kind + "' with --connection: "
                                    + String.join(", ", names));
        }
        return chosen.get(0);
    }

    private String connection(Optional<String> named, Optional<Class<? extends Connection>> kind) {
        return definition.orElseThrow().connectionName(named, kind).orElse(NO_CONNECTION);
    }

    /** The name of the component in the Camel context. One component is created on demand for each connector and connection. */
    private String component(Class<?> kind, String connection) {
        Connector connector = connectors.get(kind);
        OpenConnection open = connections.get(connection);
        return open.components().computeIfAbsent(connector, made -> {
            String name = connector.scheme() + "-" + numbered++;
            context.addComponent(name, connector.component().apply(connection, open.connection()));
            return name;
        });
    }

    /** The cast is safe, since the registry maps each kind of specification to a component that accepts it. */
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

    /** Removes all endpoints that are not in use, and then the clients of connections that no route uses any more. */
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
