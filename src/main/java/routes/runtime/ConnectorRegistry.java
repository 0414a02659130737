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
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * The registry of brokers: which Camel endpoint each origin and destination means. A new broker is added here.
 *
 * <p>A connection that is new or was changed gets components of its own, an edition, beside those of the connections that stay as
 * they are. Used by one thread at a time.
 */
final class ConnectorRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistry.class);

    private final CamelContext context;
    private final Map<Class<? extends SourceSpec>, Source> origins = new HashMap<>();
    private final Map<Class<? extends TargetSpec>, BiFunction<String, TargetSpec, String>> destinations =
            new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Map<Integer, List<String>> editions = new TreeMap<>();
    private int editionsMade;
    private Optional<HubDefinition> definition = Optional.empty();

    /** The URI of a route's source. */
    private interface Source {
        String uri(String connection, String route, RouteSpec spec);
    }

    private record Known(Connection connection, int edition) {}

    ConnectorRegistry(CamelContext context) {
        this.context = context;
        origins.put(
                KafkaSourceSpec.class,
                (connection, route, spec) ->
                        KafkaComponent.uri(connection, (KafkaSourceSpec) spec.from(), route, spec.inFlight()));
        origins.put(
                RabbitSourceSpec.class,
                (connection, route, spec) ->
                        RabbitComponent.uri(connection, (RabbitSourceSpec) spec.from(), spec.inFlight()));
        origins.put(
                SqsSourceSpec.class,
                (connection, route, spec) ->
                        SqsComponent.uri(connection, (SqsSourceSpec) spec.from(), spec.inFlight()));
        destinations.put(
                KafkaTargetSpec.class, (connection, to) -> KafkaComponent.uri(connection, (KafkaTargetSpec) to));
        destinations.put(
                RabbitTargetSpec.class, (connection, to) -> RabbitComponent.uri(connection, (RabbitTargetSpec) to));
        destinations.put(SqsTargetSpec.class, (connection, to) -> SqsComponent.uri(connection, (SqsTargetSpec) to));
        destinations.put(SnsTargetSpec.class, (connection, to) -> SnsComponent.uri(connection, (SnsTargetSpec) to));
    }

    /** From now on origins and destinations mean what they mean in this definition. */
    void follow(HubDefinition next) {
        Map<String, Connection> fresh = new HashMap<>(next.connections());
        fresh.entrySet()
                .removeIf(entry -> known.containsKey(entry.getKey())
                        && known.get(entry.getKey()).connection().equals(entry.getValue()));
        known.keySet().retainAll(next.connections().keySet());
        if (!fresh.isEmpty() || definition.isEmpty()) {
            int edition = ++editionsMade;
            fresh.forEach((name, connection) -> known.put(name, new Known(connection, edition)));
            editions.put(edition, added(fresh, edition));
        }
        definition = Optional.of(next);
    }

    private List<String> added(Map<String, Connection> connections, int edition) {
        Map<String, Component> components = Map.of(
                KafkaComponent.SCHEME, new KafkaComponent(of(KafkaConnection.class, connections)),
                RabbitComponent.SCHEME, new RabbitComponent(of(RabbitConnection.class, connections)),
                SqsComponent.SCHEME, new SqsComponent(of(AwsConnection.class, connections)),
                SnsComponent.SCHEME, new SnsComponent(of(AwsConnection.class, connections)));
        List<String> schemes = new ArrayList<>();
        components.forEach((scheme, component) -> {
            schemes.add(scheme(scheme, edition));
            context.addComponent(scheme(scheme, edition), component);
        });
        return schemes;
    }

    /** Lets go of the endpoints of all other URIs, and of the clients of connections that no route can use any more. */
    void letGo(Set<String> usedUris) {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (endpoint instanceof HubEndpoint && !usedUris.contains(endpoint.getEndpointUri())) {
                remove(endpoint);
            }
        }
        List<Integer> done = editions.keySet().stream()
                .filter(edition -> isDone(edition, usedUris))
                .toList();
        done.forEach(edition -> editions.remove(edition)
                .forEach(scheme -> Optional.ofNullable(context.removeComponent(scheme))
                        .ifPresent(ServiceHelper::stopAndShutdownService)));
    }

    private void remove(Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("endpoint", endpoint).setCause(e).log("Endpoint could not be removed");
        }
    }

    private boolean isDone(int edition, Set<String> usedUris) {
        return known.values().stream().noneMatch(one -> one.edition() == edition)
                && editions.get(edition).stream()
                        .noneMatch(scheme -> usedUris.stream().anyMatch(uri -> uri.startsWith(scheme + ":")));
    }

    String source(String route, RouteSpec spec) {
        SourceSpec from = spec.from();
        String connection = name(from.connection(), from.connectionKind());
        return inItsEdition(connection, origins.get(from.getClass()).uri(connection, route, spec));
    }

    String target(TargetSpec to) {
        String connection = name(to.connection(), to.connectionKind());
        return inItsEdition(connection, destinations.get(to.getClass()).apply(connection, to));
    }

    private String name(Optional<String> named, Class<? extends Connection> kind) {
        return definition.orElseThrow().connectionName(named, kind);
    }

    private String inItsEdition(String connection, String uri) {
        int colon = uri.indexOf(':');
        return scheme(uri.substring(0, colon), known.get(connection).edition()) + uri.substring(colon);
    }

    private static String scheme(String scheme, int edition) {
        return edition == 1 ? scheme : scheme + "-" + edition;
    }

    private static <C extends Connection> Map<String, C> of(Class<C> kind, Map<String, Connection> connections) {
        Map<String, C> found = new HashMap<>();
        connections.forEach((name, connection) -> {
            if (kind.isInstance(connection)) {
                found.put(name, kind.cast(connection));
            }
        });
        return found;
    }
}
