package routes.broker.aws;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.broker.HubEndpoint;
import routes.event.Readiness;

/** A queue, to take events from or to deliver them to. */
final class SqsEndpoint extends HubEndpoint {

    private static final int CHECK_SECONDS = 9;

    private final SqsComponent component;
    private final String connection;
    private final String queue;
    private final AwsPlace place;
    private final SqsTaking taking;

    SqsEndpoint(String uri, SqsComponent component, String connection, String queue, AwsPlace place, SqsTaking taking) {
        super(uri, component);
        this.component = component;
        this.connection = connection;
        this.queue = queue;
        this.place = place;
        this.taking = taking;
    }

    @Override
    public Readiness check() {
        try {
            SqsQueue.find(component.client(connection), queue).get(CHECK_SECONDS, TimeUnit.SECONDS);
            return Readiness.ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notReady("the check of " + place + " was interrupted");
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return Readiness.notReady(new AwsFault(place).refusal(e).detail());
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SqsSource source = new SqsSource(
                this, processor, () -> component.client(connection), component.clock(connection), queue, place, taking);
        configureConsumer(source);
        return source;
    }

    @Override
    public Producer createProducer() {
        return new SqsTarget(this, () -> component.client(connection), queue, new AwsFault(place));
    }
}
