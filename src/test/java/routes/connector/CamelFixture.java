package routes.connector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import routes.event.Batch;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.PendingSend;
import routes.event.ReceivedEvent;
import routes.model.SourceSpec;
import routes.model.TargetSpec;

/** A Camel context with nothing but the components under test: what a hub is to a broker. */
public final class CamelFixture implements AutoCloseable {

    private static final String ROUTE = "source";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<ReceivedEvent> taken = Collections.synchronizedList(new ArrayList<>());
    private final Map<EndpointUnderTest, Producer> targets = new HashMap<>();
    private final Map<EndpointUnderTest, HubEndpoint> endpoints = new HashMap<>();
    private final Map<String, HubComponent<?, ?>> components;

    /** @param components by their schemes */
    public CamelFixture(Map<String, ? extends HubComponent<?, ?>> components) {
        this.components = Map.copyOf(components);
        components.forEach(context::addComponent);
        context.getShutdownStrategy().setTimeout(1);
        context.start();
    }

    public HubEndpoint endpoint(EndpointUnderTest wanted) {
        return endpoints.computeIfAbsent(wanted, key -> {
            String uri = key.component() + ":" + endpoints.size();
            HubEndpoint made = key.in(components.get(key.component()), uri, ROUTE);
            try {
                context.addEndpoint(uri, made);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return made;
        });
    }

    /** The component that the endpoint is of. */
    @SuppressWarnings("unchecked")
    public HubComponent<SourceSpec, TargetSpec> component(EndpointUnderTest wanted) {
        return (HubComponent<SourceSpec, TargetSpec>) components.get(wanted.component());
    }

    /** Starts a route that remembers what it is given and then does this with it. */
    public SourceConsumer takes(EndpointUnderTest source, Consumer<ReceivedEvent> then) {
        return takes(ROUTE, source, then);
    }

    /** As {@link #takes(EndpointUnderTest, Consumer)}, beside other routes. */
    public SourceConsumer takes(String route, EndpointUnderTest source, Consumer<ReceivedEvent> then) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(CamelFixture.this.endpoint(source))
                            .routeId(route)
                            .process(exchange -> exchange.getMessage()
                                    .getBody(Batch.Received.class)
                                    .events()
                                    .forEach(received -> {
                                        taken.add(received);
                                        then.accept(received);
                                    }));
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (SourceConsumer) context.getRoute(route).getConsumer();
    }

    /** Ends an event as if every target had confirmed it. */
    public static void end(ReceivedEvent received) {
        received.ended(DeliveryResult.delivered(Optional.empty()));
    }

    /** Stops the route as an operator would: in order, and in the end whatever is still on its way. */
    public void stopTaking() {
        try {
            context.getRouteController().stopRoute(ROUTE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public List<ReceivedEvent> taken() {
        return List.copyOf(taken);
    }

    public List<Event> events() {
        return taken().stream().map(ReceivedEvent::event).toList();
    }

    public List<String> bodies() {
        return taken().stream()
                .map(received -> received.event().body().toString())
                .toList();
    }

    /** One consignment to the target there, which is started with the first. */
    public void send(EndpointUnderTest to, RecordedSend... sent) {
        Producer target = targets.computeIfAbsent(to, this::started);
        Exchange exchange = target.getEndpoint().createExchange();
        exchange.getMessage().setBody(new Batch.Outbound(Arrays.<PendingSend>asList(sent)));
        try {
            target.process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Producer started(EndpointUnderTest to) {
        try {
            Producer target = endpoint(to).createProducer();
            target.start();
            return target;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        targets.values().forEach(Producer::stop);
        context.stop();
    }
}
