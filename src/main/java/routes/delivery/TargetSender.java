package routes.delivery;

import java.util.List;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import routes.event.Batch;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;

/**
 * Passes messages to the Camel producer of one target. The producer answers each of them. If the producer fails, the messages
 * that it has not answered are refused with an outage, so that none stays in flight forever.
 */
final class TargetSender {

    private static final Logger LOG = StructuredLogger.of(TargetSender.class);

    private final String target;
    private final AsyncProducer producer;

    TargetSender(DeliveryTarget target) {
        this.target = target.label();
        try {
            this.producer = target.endpoint().createAsyncProducer();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot make a producer for " + target.label(), e);
        }
    }

    void start() {
        ServiceHelper.startService(producer);
    }

    /** Called at the end of the session. A failure is logged only, so that the other senders are stopped too. */
    void stop() {
        try {
            ServiceHelper.stopService(producer);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("target", target).setCause(e).log("Target producer did not stop cleanly");
        }
    }

    void send(List<PendingSend> sends) {
        try {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(new Batch.Outbound(sends));
            producer.process(exchange, done -> {
                if (exchange.getException() != null) {
                    failed(sends, exchange.getException());
                }
            });
        } catch (RuntimeException | Error e) {
            failed(sends, e);
        }
    }

    private void failed(List<PendingSend> sends, Throwable failure) {
        ResourceExhaustion.endIfOutOfMemory(failure);
        LOG.atError().addKeyValue("target", target).setCause(failure).log("Target producer failed");
        SendError error = SendError.outage("the target's connector failed: " + failure);
        sends.forEach(send -> send.refused(error));
    }
}
