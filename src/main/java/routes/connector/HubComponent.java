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

    @Override
    protected final Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        throw new IllegalArgumentException(
                "endpoints of the hub's own components are made from the routes in HUB_HOME, not from a URI like "
                        + uri);
    }
}
