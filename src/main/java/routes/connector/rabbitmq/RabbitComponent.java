package routes.connector.rabbitmq;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import routes.connector.HubComponent;
import routes.model.InFlight;
import routes.model.RabbitConnection;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.KeyFrom;
import routes.model.RabbitTargetSpec;

/**
 * The Camel component for RabbitMQ queues and exchanges.
 *
 * <p>{@code hub-rabbitmq:CONNECTION?role=source&queue=Q&key=header|routingKey&events=N&bytes=N} is a source, {@code
 * hub-rabbitmq:CONNECTION?role=target&exchange=E} or {@code &queue=Q} a target.
 */
public final class RabbitComponent extends HubComponent {

    /** The scheme of the URIs. */
    public static final String SCHEME = "hub-rabbitmq";

    private final Map<String, RabbitConnection> connections;
    private final Map<String, RabbitConnectionFactory> accesses = new ConcurrentHashMap<>();
    private final PublisherWatchdog watch = new PublisherWatchdog();

    public RabbitComponent(Map<String, RabbitConnection> connections) {
        this.connections = Map.copyOf(connections);
    }

    /** The URI of a source. */
    public static String uri(String connection, RabbitSourceSpec origin, InFlight bound) {
        return SCHEME + ":" + encoded(connection) + "?role=source&queue=" + encoded(origin.queue()) + "&key="
                + origin.key() + "&events=" + bound.events() + "&bytes="
                + bound.bytes().bytes();
    }

    /** The URI of a target. Routing key and key are part of each outbound message. */
    public static String uri(String connection, RabbitTargetSpec destination) {
        String place = destination
                .exchange()
                .map(name -> "exchange=" + encoded(name))
                .orElseGet(() -> "queue=" + encoded(destination.queue().orElseThrow()));
        return SCHEME + ":" + encoded(connection) + "?role=target&" + place;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String name = decoded(remaining);
        RabbitConnection connection = Optional.ofNullable(connections.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no RabbitMQ connection '" + name + "'"));
        RabbitConnectionFactory access =
                accesses.computeIfAbsent(name, key -> new RabbitConnectionFactory(key, connection));
        String role = taken(parameters, "role").orElse("");
        Optional<String> queue = taken(parameters, "queue");
        switch (role) {
            case "source":
                return new RabbitSourceEndpoint(
                        uri,
                        this,
                        access,
                        queue.orElseThrow(() -> new IllegalArgumentException("a source needs a queue")),
                        keyFrom(taken(parameters, "key").orElse("header")),
                        Integer.parseInt(taken(parameters, "events").orElse("1000")),
                        Long.parseLong(taken(parameters, "bytes").orElse("16777216")));
            case "target":
                Optional<QueueOrExchange> exchange =
                        taken(parameters, "exchange").map(QueueOrExchange::exchange);
                return new RabbitTargetEndpoint(
                        uri,
                        this,
                        access,
                        watch,
                        exchange.or(() -> queue.map(QueueOrExchange::queue))
                                .orElseThrow(
                                        () -> new IllegalArgumentException("a target needs an exchange or a queue")));
            default:
                throw new IllegalArgumentException("role must be source or target, but is '" + role + "'");
        }
    }

    /** Closes everything after all sources and targets have stopped, since they use it until then. */
    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        watch.end();
        accesses.values().forEach(RabbitConnectionFactory::end);
    }

    private static KeyFrom keyFrom(String written) {
        for (KeyFrom from : KeyFrom.values()) {
            if (from.toString().equals(written)) {
                return from;
            }
        }
        throw new IllegalArgumentException("key must be header or routingKey, but is '" + written + "'");
    }
}
