package routes.broker.kafka;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import routes.definition.InFlight;
import routes.definition.KafkaConnection;
import routes.definition.KafkaDestination;
import routes.definition.KafkaOrigin;

/** {@code hub-kafka:CONNECTION?topic=…}, with {@code group}, {@code events} and {@code bytes} where it is a source. */
public final class KafkaComponent extends DefaultComponent {

    public static final String SCHEME = "hub-kafka";

    private final Map<String, KafkaConnection> connections;

    /** @param connections by the name that an endpoint's URI begins with */
    public KafkaComponent(Map<String, KafkaConnection> connections) {
        this.connections = Map.copyOf(connections);
    }

    /** @param route whose name is the group where the origin names none */
    public static String uri(String connection, KafkaOrigin origin, String route, InFlight bound) {
        return SCHEME + ":" + connection + "?topic=" + encoded(origin.topic()) + "&group="
                + encoded(origin.group().orElse(route)) + "&events=" + bound.events() + "&bytes="
                + bound.bytes().bytes();
    }

    public static String uri(String connection, KafkaDestination destination) {
        return SCHEME + ":" + connection + "?topic=" + encoded(destination.topic());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        KafkaConnection connection = Optional.ofNullable(connections.get(remaining))
                .orElseThrow(() -> new IllegalArgumentException("no Kafka connection is called '" + remaining + "'"));
        return new KafkaEndpoint(
                uri,
                this,
                connection,
                getAndRemoveParameter(parameters, "topic", String.class),
                getAndRemoveParameter(parameters, "group", String.class, ""),
                getAndRemoveParameter(parameters, "events", Integer.class, 1_000),
                getAndRemoveParameter(parameters, "bytes", Long.class, 16L << 20));
    }
}
