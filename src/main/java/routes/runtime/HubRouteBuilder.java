package routes.runtime;

import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import routes.delivery.DeliveryProcessor;
import routes.model.RouteSpec;

/**
 * Builds the Camel route of one hub route. The route is added without being started, since it is started only when its source
 * and targets are ready. Camel's error handler is disabled: no processor throws because of an event, and retries are done by the
 * delivery only.
 */
final class HubRouteBuilder extends RouteBuilder {

    private final String name;
    private final RouteSpec spec;
    private final Endpoint source;
    private final RoutingProcessor decide;
    private final DeliveryProcessor delivery;

    HubRouteBuilder(String name, RouteSpec spec, Endpoint source, RoutingProcessor decide, DeliveryProcessor delivery) {
        this.name = name;
        this.spec = spec;
        this.source = source;
        this.decide = decide;
        this.delivery = delivery;
    }

    @Override
    public void configure() {
        from(source)
                .routeId(name)
                .routeDescription(spec.description())
                .autoStartup(false)
                .errorHandler(noErrorHandler())
                .process(decide)
                .id(name + "-decide")
                .process(delivery)
                .id(name + "-deliver");
    }
}
