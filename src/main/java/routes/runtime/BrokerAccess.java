package routes.runtime;

import java.util.Optional;
import org.apache.camel.CamelContext;
import routes.connector.EventFeed;
import routes.connector.EventTail;
import routes.connector.TailOptions;
import routes.model.HubDefinition;
import routes.model.SourceSpec;
import routes.model.TargetSpec;

/** Sends into sources and watches targets of a configuration, for commands, beside the running hub. Used by one thread. */
public final class BrokerAccess {

    private final ConnectorRegistry connectors;

    /** @param context the context of the clients, which are closed with it */
    public BrokerAccess(CamelContext context, HubDefinition definition) {
        this.connectors = new ConnectorRegistry(context);
        connectors.follow(definition);
    }

    /** @throws routes.connector.ConnectorException if nothing can be sent there; says why */
    public EventFeed feed(SourceSpec source) {
        return connectors.of(source).feed(source);
    }

    /** @throws routes.connector.ConnectorException if it cannot be watched; says why */
    public EventTail tail(TargetSpec target, TailOptions options) {
        return connectors.of(target).tail(target, options);
    }

    /**
     * Watches what no route needs to name.
     *
     * @param kind of target, as in the route format
     * @param connection may be absent if there is only one of the kind
     * @throws routes.connector.ConnectorException if it cannot be watched; says why
     */
    public EventTail tail(String kind, String place, Optional<String> connection, TailOptions options) {
        return connectors.of(kind, connection).tail(place, options);
    }
}
