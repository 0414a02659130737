package routes.broker;

import org.apache.camel.Component;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Readiness;

/** A place at a broker. Nothing is connected before a consumer or producer of it starts, or a check is asked for. */
public abstract class HubEndpoint extends DefaultEndpoint {

    protected HubEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /**
     * Asks the broker whether events can be taken from here, or delivered here. Blocks for ten seconds at most, changes
     * nothing at the broker, never throws; thread-safe.
     */
    public abstract Readiness check();

    /**
     * Whether several events of one key may be on their way at once, because the broker's protocol never lets a later one
     * arrive where an earlier one failed.
     */
    public boolean keepsOrderAcrossFailures() {
        return false;
    }
}
