package routes.connector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import routes.event.Batch;
import routes.event.Event;
import routes.event.OutboundBatch;
import routes.event.PendingSend;
import routes.event.ReceivedEvent;

/** A Camel context with nothing but the components under test: what a hub is to a broker. */
public final class CamelFixture implements AutoCloseable {

    private static final String ROUTE = "source";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<ReceivedEvent> taken = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Producer> targets = new HashMap<>();

    /** @param components by their schemes */
    public CamelFixture(Map<String, Component> components) {
        components.forEach(context::addComponent);
        context.getShutdownStrategy().setTimeout(1);
        context.start();
    }

    public HubEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, HubEndpoint.class);
    }

    /** Starts a route that remembers what it is given and then does this with it. */
    public SourceConsumer takes(String uri, Consumer<ReceivedEvent> then) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri)
                            .routeId(ROUTE)
                            .process(exchange -> exchange.getMessage()
                                    .getBody(Batch.class)
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
        return (SourceConsumer) context.getRoute(ROUTE).getConsumer();
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
    public void send(String uri, RecordedSend... sent) {
        Producer target = targets.computeIfAbsent(uri, this::started);
        Exchange exchange = target.getEndpoint().createExchange();
        exchange.getMessage().setBody(new OutboundBatch(Arrays.<PendingSend>asList(sent)));
        try {
            target.process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Producer started(String uri) {
        try {
            Producer target = endpoint(uri).createProducer();
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
