package routes.connector.rabbitmq;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routes.connector.ConnectorException;
import routes.connector.TargetProducer;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.CloudEventsMode;
import routes.support.ResourceExhaustion;
import routes.support.Threads;

/** Delivers to an exchange or queue. Connects on a temporary thread. */
final class RabbitTarget extends TargetProducer {

    private static final int CONNECT_SECONDS = 5;

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange place;
    private final CloudEventsMode cloudEvents;
    private final PublishTimeouts timeouts;
    private final PublisherWatchdog watchdog;
    private volatile boolean running;
    private volatile Optional<ConfirmingPublisher> publisher = Optional.empty();
    private volatile Optional<CompletableFuture<ConfirmingPublisher>> connecting = Optional.empty();

    /** @param watchdog checks the publisher for timeouts while it is connected */
    RabbitTarget(
            RabbitEndpoint endpoint,
            RabbitConnectionFactory connections,
            QueueOrExchange place,
            CloudEventsMode cloudEvents,
            PublishTimeouts timeouts,
            PublisherWatchdog watchdog) {
        super(endpoint);
        this.connections = connections;
        this.place = place;
        this.cloudEvents = cloudEvents;
        this.timeouts = timeouts;
        this.watchdog = watchdog;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
    }

    @Override
    protected void doStop() throws Exception {
        ended().ifPresent(ConfirmingPublisher::close);
        super.doStop();
    }

    /** Discards the publisher that is still connecting. */
    private synchronized Optional<ConfirmingPublisher> ended() {
        running = false;
        Optional<ConfirmingPublisher> last = publisher;
        publisher = Optional.empty();
        return last;
    }

    @Override
    protected void send(List<PendingSend> sends) {
        try {
            connected().publish(sends);
        } catch (ConnectorException e) {
            SendError outage = SendError.outage(e.getMessage());
            sends.forEach(send -> send.refused(outage));
        }
    }

    /** The open publisher, or a new one. One that takes too long to open is left for the next send. */
    private ConfirmingPublisher connected() {
        Optional<ConfirmingPublisher> open = publisher.filter(ConfirmingPublisher::isOpen);
        if (open.isPresent()) {
            connecting = Optional.empty();
            return open.get();
        }
        if (!running) {
            throw new ConnectorException("the target " + place + " is stopped");
        }
        CompletableFuture<ConfirmingPublisher> awaited = connecting.orElseGet(this::begun);
        connecting = Optional.of(awaited);
        try {
            ConfirmingPublisher opened = awaited.get(CONNECT_SECONDS, TimeUnit.SECONDS);
            connecting = Optional.empty();
            return opened;
        } catch (TimeoutException e) {
            throw new ConnectorException(connections.where() + " cannot be reached: no answer in time", e);
        } catch (ExecutionException e) {
            connecting = Optional.empty();
            throw new ConnectorException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("connecting to " + connections.where() + " was interrupted", e);
        }
    }

    private CompletableFuture<ConfirmingPublisher> begun() {
        CompletableFuture<ConfirmingPublisher> opening = new CompletableFuture<>();
        Threads.named("hub-rabbitmq-connect-" + place.name())
                .newThread(() -> {
                    try {
                        opening.complete(taken(ConfirmingPublisher.open(
                                connections, place, cloudEvents, timeouts, "to " + place.name())));
                    } catch (RuntimeException | Error e) {
                        ResourceExhaustion.endIfOutOfMemory(e);
                        opening.completeExceptionally(e);
                    }
                })
                .start();
        return opening;
    }

    /** Has the publisher watched before anything is published on it. */
    private ConfirmingPublisher taken(ConfirmingPublisher opened) {
        try {
            watchdog.over(opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        if (isTaken(opened)) {
            return opened;
        }
        opened.close();
        throw new ConnectorException("the target " + place + " is stopped");
    }

    private synchronized boolean isTaken(ConfirmingPublisher opened) {
        publisher = running ? Optional.of(opened) : Optional.empty();
        return running;
    }
}
