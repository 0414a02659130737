package routes.delivery;

import java.util.List;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.OutboundBatch;
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * Hands shipments to the connector of one target. A connector answers for each of them; whatever else it does, those that
 * it left unanswered are an outage, so that none is on its way for ever.
 */
final class TargetSender {

    private static final Logger LOG = LoggerFactory.getLogger(TargetSender.class);

    private final AsyncProducer producer;

    TargetSender(DeliveryTarget target) {
        try {
            this.producer = target.endpoint().createAsyncProducer();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot make a producer for " + target.label(), e);
        }
    }

    void start() {
        ServiceHelper.startService(producer);
    }

    /** Its shift has ended by then: what goes wrong here must not keep the others from stopping. */
    void stop() {
        try {
            ServiceHelper.stopService(producer);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A target's connector did not stop in good order");
        }
    }

    void send(List<PendingSend> sends) {
        try {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(new OutboundBatch(sends));
            producer.process(exchange, done -> {
                if (exchange.getException() != null) {
                    failed(sends, exchange.getException());
                }
            });
        } catch (RuntimeException | Error e) {
            failed(sends, e);
        }
    }

    private static void failed(List<PendingSend> sends, Throwable failure) {
        LOG.atError().setCause(failure).log("A target's connector failed");
        SendError error = SendError.outage("the connector failed: " + failure);
        sends.forEach(send -> send.refused(error));
    }
}
