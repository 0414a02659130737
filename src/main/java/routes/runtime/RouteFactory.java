package routes.runtime;

import java.time.Clock;
import java.util.ArrayList;
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
import routes.pipeline.Pipeline;
import routes.telemetry.RouteMeters;

/**
 * Makes routes: the places at the brokers, what is decided on the way, the delivery, and a Camel route that joins them.
 *
 * @param version of the hub, for dead letters
 */
record RouteFactory(
        CamelContext context,
        RouteTracker camelRoutes,
        HubDefinition definition,
        ConnectorRegistry brokers,
        HubExecutors threads,
        String version) {

    /** How many events of one key may be on their way at once where that cannot disturb their order. */
    private static final int WIDE = Integer.MAX_VALUE;

    /** A route that is not yet in the Camel context. */
    RouteSupervisor route(String name, ResolvedRoute recipe, Pipeline pipeline, ManagedRoute slot) {
        RouteMeters meters = slot.meters();
        RouteSpec spec = recipe.spec();
        String source = brokers.source(name, spec);
        Map<String, HubEndpoint> places = new LinkedHashMap<>();
        places.put("source", endpoint(source));

        List<DeliveryTarget> targets = new ArrayList<>();
        for (TargetSpec to : spec.targets()) {
            HubEndpoint place = endpoint(brokers.target(to));
            places.put(to.label(), place);
            targets.add(outlet(to, place, spec.order()));
            meters.expect(to.label());
        }
        TargetSpec last = spec.deadLetter();
        HubEndpoint lastPlace = endpoint(brokers.target(last));
        places.put("dead letter " + last.label(), lastPlace);
        meters.expect(last.label());
        DeliveryTarget.DeadLetterTarget lastResort = new DeliveryTarget.DeadLetterTarget(
                outlet(last, lastPlace, DeliveryOrder.NONE),
                last.key().map(TextTemplate::text),
                last.routingKey().map(TextTemplate::text));

        RoutingProcessor decide = new RoutingProcessor(pipeline, meters);
        DeliveryProcessor delivery =
                new DeliveryProcessor(name, targets, lastResort, spec.retry(), circumstances(meters));
        HubRouteBuilder builder = new HubRouteBuilder(name, spec, source, decide, delivery);
        return new RouteSupervisor(
                name,
                recipe,
                new CamelRouteHandle(name, context, camelRoutes, builder),
                new EndpointReadiness(name, places, threads.timer()),
                delivery,
                threads.starting(),
                slot);
    }

    private HubEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, HubEndpoint.class);
    }

    private static DeliveryTarget outlet(TargetSpec to, HubEndpoint place, DeliveryOrder order) {
        int window = place.keepsOrderAcrossFailures() ? WIDE : 1;
        return new DeliveryTarget(to.label(), place, window, order == DeliveryOrder.KEY, to.deduplicates());
    }

    private DeliveryContext circumstances(RouteMeters meters) {
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
