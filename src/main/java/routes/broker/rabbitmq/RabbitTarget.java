package routes.broker.rabbitmq;

import routes.broker.BrokerProblem;
import routes.broker.TargetProducer;
import routes.event.PendingSend;
import routes.event.SendError;




import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Delivers to an exchange or queue. It connects on a thread that is there for as long as that takes. */
final class RabbitTarget extends TargetProducer {

    private static final int CONNECT_SECONDS = 5;

    private final RabbitAccess access;
    private final RabbitPlace place;
    private final Patience patience;
    private final Watch watch;
    private volatile boolean running;
    private volatile Optional<RabbitPublishing> publishing = Optional.empty();
    private volatile Optional<CompletableFuture<RabbitPublishing>> connecting = Optional.empty();

    /** @param watch over what is not answered, for as long as it is connected */
    RabbitTarget(RabbitEndpoint endpoint, RabbitAccess access, RabbitPlace place, Patience patience, Watch watch) {
        super(endpoint);
        this.access = access;
        this.place = place;
        this.patience = patience;
        this.watch = watch;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
    }

    @Override
    protected void doStop() throws Exception {
        ended().ifPresent(RabbitPublishing::close);
        super.doStop();
    }

    /** From now on what is still connecting is of no use. */
    private synchronized Optional<RabbitPublishing> ended() {
        running = false;
        Optional<RabbitPublishing> last = publishing;
        publishing = Optional.empty();
        return last;
    }

    @Override
    protected void send(List<PendingSend> sends) {
        try {
            connected().publish(sends);
        } catch (BrokerProblem e) {
            SendError outage = SendError.outage(e.getMessage());
            sends.forEach(send -> send.refused(outage));
        }
    }

    /** The publishing that is open, or a new one; one that takes too long to open is left for the next send. */
    private RabbitPublishing connected() {
        Optional<RabbitPublishing> open = publishing.filter(RabbitPublishing::isOpen);
        if (open.isPresent()) {
            connecting = Optional.empty();
            return open.get();
        }
        if (!running) {
            throw new BrokerProblem("the target " + place + " is stopped");
        }
        CompletableFuture<RabbitPublishing> awaited = connecting.orElseGet(this::begun);
        connecting = Optional.of(awaited);
        try {
            RabbitPublishing opened = awaited.get(CONNECT_SECONDS, TimeUnit.SECONDS);
            connecting = Optional.empty();
            return opened;
        } catch (TimeoutException e) {
            throw new BrokerProblem(access.where() + " cannot be reached: no answer in time", e);
        } catch (ExecutionException e) {
            connecting = Optional.empty();
            throw new BrokerProblem(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerProblem("connecting to " + access.where() + " was interrupted", e);
        }
    }

    private CompletableFuture<RabbitPublishing> begun() {
        CompletableFuture<RabbitPublishing> opening = new CompletableFuture<>();
        HubThreads.named("connect-" + place.name())
                .newThread(() -> {
                    try {
                        opening.complete(taken(RabbitPublishing.open(access, place, patience, "to " + place.name())));
                    } catch (RuntimeException | Error e) {
                        opening.completeExceptionally(e);
                    }
                })
                .start();
        return opening;
    }

    /** Watched before anything is published on it. */
    private RabbitPublishing taken(RabbitPublishing opened) {
        try {
            watch.over(opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        if (isTaken(opened)) {
            return opened;
        }
        opened.close();
        throw new BrokerProblem("the target " + place + " is stopped");
    }

    private synchronized boolean isTaken(RabbitPublishing opened) {
        publishing = running ? Optional.of(opened) : Optional.empty();
        return running;
    }
}
