package routes.connector.rabbitmq;

import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import routes.connector.ConnectorException;
import routes.connector.PeriodicTask;
import routes.connector.SourceConsumer;
import routes.event.Readiness;
import routes.model.InFlight;
import routes.support.Backoff;
import routes.support.Throwables;

/**
 * Consumes from a queue. One task hands batches of deliveries on to the route, while further deliveries gather in the
 * subscription; another task subscribes, acknowledges and reads the number of waiting messages. Neither task occupies a
 * thread while there is nothing to do. At most as many deliveries gather as the in-flight limit allows.
 */
final class RabbitSource extends SourceConsumer {

    private static final int LARGEST_BATCH = 500;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final long ACKNOWLEDGE_EVERY = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK_OVER_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final long LASTING = TimeUnit.SECONDS.toNanos(10);
    private static final int SPREAD = 100;
    private static final int STOP_TIMEOUT_SECONDS = 15;

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange queue;
    private final AmqpDecoder decoder;
    private final Prefetch prefetch;
    private final Object gate = new Object();
    private final PeriodicTask hand;

    private volatile boolean taking;
    private volatile Optional<SubscriptionLoop> loop = Optional.empty();

    RabbitSource(
            RabbitEndpoint endpoint,
            Processor processor,
            RabbitConnectionFactory connections,
            QueueOrExchange queue,
            AmqpDecoder decoder,
            InFlight inFlight) {
        super(endpoint, processor, inFlight);
        this.connections = connections;
        this.queue = queue;
        this.decoder = decoder;
        this.prefetch = new Prefetch(limit());
        this.hand = connections.periodicTask(this::handOnGathered);
        setReadiness(Readiness.pending("not connected to " + connections.where() + " yet"));
    }

    @Override
    protected String source() {
        return queue.toString();
    }

    @Override
    protected void onCapacity() {
        hand.ask();
        wake();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        taking = true;
        loop = Optional.of(new SubscriptionLoop());
        wake();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        synchronized (gate) {
            taking = false;
        }
        wake();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        taking = true;
        wake();
        hand.ask();
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (gate) {
            taking = false;
        }
        if (loop.isPresent()) {
            loop.get().end();
        }
        super.doStop();
    }

    private String name() {
        return Optional.ofNullable(getRouteId()).orElse(queue.name());
    }

    private void wake() {
        loop.ifPresent(one -> one.task.ask());
    }

    private long handOnGathered() {
        for (List<RabbitReceivedEvent> batch = gathered(); !batch.isEmpty(); batch = gathered()) {
            handOn(batch);
        }
        return PeriodicTask.NEVER;
    }

    /** Under the gate, so that once suspended, and once a subscription has ended, nothing more is taken. */
    private List<RabbitReceivedEvent> gathered() {
        List<RabbitReceivedEvent> batch = new ArrayList<>();
        synchronized (gate) {
            Optional<RabbitSubscription> current = loop.flatMap(one -> one.current);
            if (!taking || current.isEmpty()) {
                return batch;
            }
            RabbitSubscription subscription = current.get();
            while (batch.size() < LARGEST_BATCH && !limit().isFull()) {
                Optional<Delivery> next = subscription.next();
                if (next.isEmpty()) {
                    break;
                }
                batch.add(received(subscription, next.get()));
            }
        }
        return batch;
    }

    /** Counted at once, or the prefetch of the subscription would count on the room that it takes. */
    private RabbitReceivedEvent received(RabbitSubscription subscription, Delivery delivery) {
        long now = System.nanoTime();
        AckTracker.Taken taken =
                subscription.taken(delivery, now); // first: a later acknowledgement must not include it
        RabbitReceivedEvent received;
        try {
            received =
                    new RabbitReceivedEvent(decoder.decode(delivery), now, queue.name(), delivery, subscription, taken);
        } catch (RuntimeException | Error e) {
            subscription.lose("a message from " + queue + " could not be read: " + e);
            throw e;
        }
        count(received);
        return received;
    }

    /** The life of the source from start to stop. */
    private final class SubscriptionLoop {

        private final PeriodicTask task = connections.periodicTask(this::round);
        private final CountDownLatch over = new CountDownLatch(1);
        private Optional<CompletableFuture<SourceConnectionPool.Lease>> joining = Optional.empty();
        private long joinAgainAt = System.nanoTime();
        private final Backoff backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
        private long subscribedAt;
        private long lookedAt;
        private boolean alone;
        private volatile boolean running = true;
        private volatile Optional<RabbitSubscription> current = Optional.empty();

        void end() throws InterruptedException {
            running = false;
            task.ask();
            over.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }

        private long round() {
            if (current.isPresent()) {
                attend(current.get());
            }
            if (!running) {
                joining.ifPresent(
                        lease -> lease.thenAccept(joined -> joined.leave(SourceConnectionPool.Leave.IN_PEACE)));
                joining = Optional.empty();
                over.countDown();
                return PeriodicTask.NEVER;
            }
            return current.map(this::untilNext).orElseGet(this::subscribed);
        }

        private long untilNext(RabbitSubscription subscription) {
            if (subscription.hasToAcknowledge()) {
                return ACKNOWLEDGE_EVERY;
            }
            return limit().events() == 0 && !subscription.hasDeliveries() ? LOOK_EVERY : LOOK_OVER_EVERY;
        }

        /** Waits for the shared connection without occupying a thread. */
        private long subscribed() {
            long wait = joinAgainAt - System.nanoTime();
            if (wait > 0) {
                return wait;
            }
            if (joining.isEmpty()) {
                CompletableFuture<SourceConnectionPool.Lease> lease =
                        connections.pool().join(alone);
                joining = Optional.of(lease);
                lease.whenComplete((joined, failed) -> task.ask());
                return PeriodicTask.NEVER;
            }
            if (!joining.get().isDone()) {
                return PeriodicTask.NEVER;
            }
            CompletableFuture<SourceConnectionPool.Lease> joined = joining.get();
            joining = Optional.empty();
            subscribe(joined);
            return 0;
        }

        private void subscribe(CompletableFuture<SourceConnectionPool.Lease> joined) {
            try {
                current = Optional.of(RabbitSubscription.open(
                        connections, queue, name(), joined.join(), prefetch, limit().maxBytes(), hand::ask, task::ask));
                subscribedAt = System.nanoTime();
                lookedAt = subscribedAt - LOOK_EVERY;
            } catch (RuntimeException e) {
                alone |= RabbitProblems.isOfTheConnection(e);
                setReadiness(Readiness.notReady(Throwables.find(e, ConnectorException.class)
                        .map(Throwable::getMessage)
                        .orElse("the connection to " + connections.where() + " failed: " + e)));
                joinLater();
            }
        }

        /** A random pause, so that many subscriptions lost together do not reconnect at the same moment. */
        private void joinLater() {
            long pause = backoff.next().toNanos();
            long apart = pause / SPREAD * Math.floorMod(queue.name().hashCode(), SPREAD);
            joinAgainAt = System.nanoTime() + pause + apart;
        }

        private void attend(RabbitSubscription subscription) {
            try {
                if (running && subscription.loss().isEmpty()) {
                    lookAfter(subscription);
                }
            } catch (IOException | RuntimeException e) {
                subscription.failed(e);
            }
            if (!running || subscription.loss().isPresent()) {
                part(subscription);
            }
        }

        private void lookAfter(RabbitSubscription subscription) throws IOException {
            if (taking) {
                subscription.adapt();
            } else {
                subscription.cancel();
            }
            setReadiness(Readiness.ready());
            subscription.acknowledge();
            if (subscription.hasDeliveries() && !limit().isFull()) {
                hand.ask();
            }
            if (System.nanoTime() - lookedAt >= LOOK_EVERY) {
                lookedAt = System.nanoTime();
                setLag(Optional.of(subscription.lag()));
            }
        }

        /**
         * The pause grows for a subscription that is lost soon after each start, because the start itself may cause the loss.
         */
        private void part(RabbitSubscription subscription) {
            synchronized (gate) {
                current = Optional.empty();
            }
            setLag(Optional.empty());
            subscription.close();
            setReadiness(subscription
                    .loss()
                    .map(Readiness::notReady)
                    .orElseGet(() -> Readiness.pending("the source is stopped")));
            alone |= subscription.cutTheConnection();
            if (System.nanoTime() - subscribedAt > LASTING) {
                backoff.reset();
            }
            joinLater();
        }
    }
}
