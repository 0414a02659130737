package routes.connector.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import routes.connector.HubComponent;
import routes.connector.ReadinessChecks;
import routes.model.InFlight;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;

/**
 * The Camel component for Kafka topics. URIs are {@code hub-kafka:CONNECTION?topic=…}, with {@code group}, {@code events} and
 * {@code bytes} for a source.
 */
public final class KafkaComponent extends HubComponent {

    public static final String SCHEME = "hub-kafka";

    private final Map<String, KafkaConnection> connections;
    private final Map<String, ReadinessChecks<TopicChecks.Question>> inquiries = new ConcurrentHashMap<>();

    /** @param connections by the name that follows the scheme in an endpoint's URI */
    public KafkaComponent(Map<String, KafkaConnection> connections) {
        this.connections = Map.copyOf(connections);
    }

    /** @param route the name of the route, which is the group if the source has none */
    public static String uri(String connection, KafkaSourceSpec origin, String route, InFlight bound) {
        return SCHEME + ":" + encoded(connection) + "?topic=" + encoded(origin.topic()) + "&group="
                + encoded(origin.group().orElse(route)) + "&events=" + bound.events() + "&bytes="
                + bound.bytes().bytes();
    }

    public static String uri(String connection, KafkaTargetSpec destination) {
        return SCHEME + ":" + encoded(connection) + "?topic=" + encoded(destination.topic());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String name = decoded(remaining);
        KafkaConnection connection = Optional.ofNullable(connections.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no Kafka connection '" + name + "'"));
        return new KafkaEndpoint(
                uri,
                this,
                connection,
                inquiries.computeIfAbsent(
                        name, key -> new ReadinessChecks<>("hub-kafka-check-" + key, new TopicChecks(connection))),
                needed(parameters, "topic"),
                taken(parameters, "group").orElse(""),
                Integer.parseInt(taken(parameters, "events").orElse("1000")),
                Long.parseLong(taken(parameters, "bytes").orElse("16777216")));
    }
}
