package routes.runtime;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.delivery.DeliveryContext;
import routes.delivery.DeliveryProcessor;
import routes.delivery.DeliveryTarget;
import routes.model.DeliveryOrder;
import routes.model.HubDefinition;
import routes.model.RouteSpec;
import routes.model.TargetSpec;
import routes.model.TextTemplate;
import routes.model.TooLarge;
import routes.pipeline.Pipeline;
import routes.telemetry.RouteMeters;

/**
 * Builds routes: the endpoints of source and targets, the routing, the delivery, and a Camel route that connects them.
 *
 * @param version the version of the hub, for dead letters
 */
record RouteFactory(
        CamelContext context,
        RouteTracker camelRoutes,
        HubDefinition definition,
        ConnectorRegistry connectors,
        HubExecutors threads,
        String version) {

    /** The number of events of one key that may be in flight at once if this does not endanger their order. */
    private static final int WIDE = Integer.MAX_VALUE;

    /** Builds a route. It is not yet added to the Camel context. */
    RouteSupervisor route(String name, ResolvedRoute resolved, Pipeline pipeline, ManagedRoute managedRoute) {
        RouteMeters meters = managedRoute.meters();
        RouteSpec spec = resolved.spec();
        HubEndpoint source = connectors.source(name, spec);
        Map<String, HubEndpoint> endpoints = new LinkedHashMap<>();
        endpoints.put("source", source);

        List<DeliveryTarget> targets = new ArrayList<>();
        for (TargetSpec to : spec.targets()) {
            HubEndpoint endpoint = connectors.target(name, to);
            endpoints.put(unused(to.label(), endpoints), endpoint);
            targets.add(target(to, endpoint, spec.order()));
            meters.expect(to.label());
        }
        TargetSpec to = spec.deadLetter();
        HubEndpoint endpoint = connectors.deadLetters(name, to);
        endpoints.put("dead letter " + to.label(), endpoint);
        meters.expect(to.label());
        DeliveryTarget.DeadLetterTarget deadLetter = new DeliveryTarget.DeadLetterTarget(
                target(to, endpoint, DeliveryOrder.NONE),
                to.key().map(TextTemplate::text),
                constants(to.deadLetterAddress()),
                spec.tooLarge().filter(TooLarge.CUT::equals).isPresent());

        RoutingProcessor decide = new RoutingProcessor(name, pipeline, meters);
        DeliveryProcessor delivery = new DeliveryProcessor(name, targets, deadLetter, spec.retry(), context(meters));
        HubRouteBuilder builder = new HubRouteBuilder(name, spec, source, decide, delivery);
        return new RouteSupervisor(
                name,
                resolved,
                new CamelRouteHandle(name, context, camelRoutes, builder),
                new EndpointReadiness(name, endpoints, threads.timer()),
                new RouteEvents(decide, delivery),
                threads.starting(),
                managedRoute);
    }

    /** A unique name for a target. Targets may share a label, such as two routing keys of one exchange, but not an endpoint. */
    private static String unused(String label, Map<String, HubEndpoint> endpoints) {
        String name = label;
        for (int number = 2; endpoints.containsKey(name); number++) {
            name = label + " (" + number + ")";
        }
        return name;
    }

    private static DeliveryTarget target(TargetSpec to, HubEndpoint endpoint, DeliveryOrder order) {
        int window = endpoint.keepsOrderAcrossFailures() ? WIDE : 1;
        return new DeliveryTarget(to.label(), endpoint, window, order == DeliveryOrder.KEY);
    }

    /** The address of a dead letter contains no expressions. */
    private static Map<String, String> constants(Map<String, TextTemplate> address) {
        Map<String, String> constants = new HashMap<>();
        address.forEach((name, template) -> constants.put(name, template.text()));
        return constants;
    }

    private DeliveryContext context(RouteMeters meters) {
        return new DeliveryContext(
                meters,
                threads.work(),
                threads.timer(),
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble(),
                version,
                definition.hash());
    }
}
