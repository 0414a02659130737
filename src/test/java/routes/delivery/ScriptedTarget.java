package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Batch;
import routes.event.Event;
import routes.event.PendingSend;
import routes.event.SendError;

/** A target that answers when and as a test says. */
final class ScriptedTarget extends DefaultEndpoint {

    /** Sent and not yet answered, in the order of sending. */
    final List<PendingSend> open = new ArrayList<>();

    /** Every try, in the order of sending. */
    final List<Event> tries = new ArrayList<>();

    /** How many messages came at once. */
    final List<Integer> batches = new ArrayList<>();

    /** What was confirmed, in the order of confirmation. */
    final List<Event> confirmed = new ArrayList<>();

    /** Thrown instead of taking a consignment. */
    Optional<Throwable> failure = Optional.empty();

    /** With which the exchange of a consignment ends, none of it being taken. */
    Optional<Exception> exchangeFailure = Optional.empty();

    ScriptedTarget(CamelContext camel, String name) {
        super("scripted:" + name, null);
        setCamelContext(camel);
    }

    void confirm() {
        confirm(0);
    }

    void confirm(int index) {
        PendingSend send = open.remove(index);
        confirmed.add(send.message().event());
        send.confirmed();
    }

    void confirmAll() {
        while (!open.isEmpty()) {
            confirm();
        }
    }

    void refuse(SendError error) {
        refuse(0, error);
    }

    void refuse(int index, SendError error) {
        open.remove(index).refused(error);
    }

    List<String> sent() {
        return tries.stream().map(event -> event.body().toString()).toList();
    }

    List<String> held() {
        return confirmed.stream().map(event -> event.body().toString()).toList();
    }

    @Override
    public Producer createProducer() {
        return new DefaultAsyncProducer(this) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                failure.ifPresent(ScriptedTarget::sneak);
                if (exchangeFailure.isPresent()) {
                    exchange.setException(exchangeFailure.get());
                    callback.done(true);
                    return true;
                }
                List<PendingSend> sends =
                        exchange.getMessage().getBody(Batch.Outbound.class).sends();
                batches.add(sends.size());
                for (PendingSend send : sends) {
                    tries.add(send.message().event());
                    open.add(send);
                }
                callback.done(true);
                return true;
            }
        };
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("a target only");
    }
}
