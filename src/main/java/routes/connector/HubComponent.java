package routes.connector;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import routes.model.InFlight;
import routes.model.SourceSpec;
import routes.model.TargetSpec;

/**
 * A Camel component for one connection, whose endpoints are made from the records of the model: no setting is written into a
 * URI and read from there again. The URI of an endpoint is only its name in the Camel context.
 *
 * @param <S> what says where events come from
 * @param <T> what says where events go to
 */
public abstract class HubComponent<S extends SourceSpec, T extends TargetSpec> extends DefaultComponent {

    /**
     * @param uri unique in the Camel context
     * @param route by whose name the source is known at its system, where the specification gives none
     */
    public HubEndpoint source(String uri, S spec, String route, InFlight inFlight) {
        throw new UnsupportedOperationException("no event can be received from " + uri);
    }

    /** @param uri unique in the Camel context */
    public HubEndpoint target(String uri, T spec) {
        throw new UnsupportedOperationException("no event can be sent to " + uri);
    }

    /** The target of a route's dead letters. @param uri unique in the Camel context */
    public HubEndpoint deadLetters(String uri, T spec) {
        return target(uri, spec);
    }

    /** Finds and makes what routes need at the broker and what is missing there. */
    public abstract Provisioner<S, T> provisioner(ProvisionOptions options);

    /**
     * Sends events into a source, for people who try a route.
     *
     * @throws ConnectorException if nothing can be sent there; says why
     */
    public EventFeed feed(S spec) {
        throw new ConnectorException("no event can be sent into this source");
    }

    /**
     * Watches a target without taking anything from it.
     *
     * @throws ConnectorException if it cannot be watched, as looking would count as a delivery; says what to do instead
     */
    public abstract EventTail tail(T spec, TailOptions options);

    /**
     * Watches the target of this name, which no route needs to have.
     *
     * @throws ConnectorException if it cannot be watched; says what to do instead
     */
    public abstract EventTail tail(String place, TailOptions options);

    @Override
    protected final Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        throw new IllegalArgumentException(
                "endpoints of the hub's own components are made from the routes in HUB_HOME, not from a URI like "
                        + uri);
    }
}
