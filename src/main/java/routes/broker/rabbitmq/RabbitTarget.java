package routes.broker.rabbitmq;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routes.broker.BrokerProblem;
import routes.broker.TargetProducer;
import routes.event.Refusal;
import routes.event.Shipment;

/** Delivers to an exchange or queue. One thread of its own connects, and watches over what is not answered. */
final class RabbitTarget extends TargetProducer {

    private static final int WATCH_MILLIS = 100;
    private static final int CONNECT_SECONDS = 5;

    private final RabbitAccess access;
    private final RabbitPlace place;
    private final Patience patience;
    private volatile Optional<ScheduledExecutorService> watch = Optional.empty();
    private volatile Optional<RabbitPublishing> publishing = Optional.empty();
    private Optional<Future<RabbitPublishing>> connecting = Optional.empty();

    RabbitTarget(RabbitEndpoint endpoint, RabbitAccess access, RabbitPlace place, Patience patience) {
        super(endpoint);
        this.access = access;
        this.place = place;
        this.patience = patience;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(HubThreads.named("watch-" + place.name()));
        executor.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        watch = Optional.of(executor);
    }

    @Override
    protected void doStop() throws Exception {
        watch.ifPresent(ScheduledExecutorService::shutdown);
        if (watch.isPresent()) {
            watch.get().awaitTermination(CONNECT_SECONDS, TimeUnit.SECONDS);
        }
        publishing.ifPresent(RabbitPublishing::close);
        publishing = Optional.empty();
        super.doStop();
    }

    @Override
    protected void send(List<Shipment> shipments) {
        try {
            connected().publish(shipments);
        } catch (BrokerProblem e) {
            Refusal outage = Refusal.outage(e.getMessage());
            shipments.forEach(shipment -> shipment.refused(outage));
        }
    }

    private void watch() {
        publishing.ifPresent(RabbitPublishing::watch);
    }

    /** The publishing that is open, or a new one; one that takes too long to open is left for the next send. */
    private RabbitPublishing connected() {
        if (publishing.filter(RabbitPublishing::isOpen).isPresent()) {
            return publishing.get();
        }
        ScheduledExecutorService executor =
                watch.orElseThrow(() -> new BrokerProblem("the target " + place + " is not started"));
        try {
            if (connecting.isEmpty()) {
                connecting = Optional.of(executor.submit(this::opened));
            }
            RabbitPublishing opened = connecting.get().get(CONNECT_SECONDS, TimeUnit.SECONDS);
            connecting = Optional.empty();
            return opened;
        } catch (TimeoutException e) {
            throw new BrokerProblem(access.where() + " cannot be reached: no answer in time", e);
        } catch (ExecutionException e) {
            connecting = Optional.empty();
            throw new BrokerProblem(e.getCause().getMessage(), e);
        } catch (RejectedExecutionException e) {
            throw new BrokerProblem("the target " + place + " is stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerProblem("connecting to " + access.where() + " was interrupted", e);
        }
    }

    private RabbitPublishing opened() {
        RabbitPublishing opened = RabbitPublishing.open(access, place, patience, "to " + place.name());
        publishing = Optional.of(opened);
        return opened;
    }
}
