package routes.broker.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import routes.broker.HubEndpoint;
import routes.broker.SourceConsumer;
import routes.definition.AwsConnection;
import routes.event.Batch;
import routes.event.Consignment;
import routes.event.Passage;
import routes.event.Shipment;

/** A Camel context with nothing but the components of AWS. */
final class AwsCamp implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Passage> taken = Collections.synchronizedList(new ArrayList<>());

    private AwsCamp(AwsConnection connection) {
        context.addComponent(SqsComponent.SCHEME, new SqsComponent(Map.of("aws", connection)));
        context.addComponent(SnsComponent.SCHEME, new SnsComponent(Map.of("aws", connection)));
        context.getShutdownStrategy().setTimeout(1);
        context.start();
    }

    static AwsCamp at(AwsConnection connection) {
        return new AwsCamp(connection);
    }

    HubEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, HubEndpoint.class);
    }

    /** Starts a route that remembers what it is given and then does this with it. */
    SourceConsumer takes(String uri, Consumer<Passage> then) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId("source")
                        .process(exchange -> exchange.getMessage()
                                .getBody(Batch.class)
                                .passages()
                                .forEach(passage -> {
                                    taken.add(passage);
                                    then.accept(passage);
                                }));
            }
        });
        return source();
    }

    SourceConsumer source() {
        return (SourceConsumer) context.getRoute("source").getConsumer();
    }

    DefaultCamelContext context() {
        return context;
    }

    List<Passage> taken() {
        return List.copyOf(taken);
    }

    List<String> bodies() {
        return taken().stream()
                .map(passage -> passage.event().body().toString())
                .toList();
    }

    Producer target(String uri) throws Exception {
        Producer target = endpoint(uri).createProducer();
        target.start();
        return target;
    }

    static void send(Producer target, Sent... sent) throws Exception {
        Exchange exchange = target.getEndpoint().createExchange();
        exchange.getMessage().setBody(new Consignment(Arrays.<Shipment>asList(sent)));
        target.process(exchange);
    }

    @Override
    public void close() {
        context.stop();
    }
}
