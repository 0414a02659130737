package routes.broker.rabbitmq;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Processor;
import routes.broker.BrokerProblem;
import routes.broker.SourceConsumer;
import routes.event.Passage;
import routes.event.Readiness;

/**
 * Takes from a queue. Deliveries gather in the subscription while one thread hands the batch before them on; the keeper,
 * another thread, connects, acknowledges and looks how many wait. No more than the bound can gather.
 */
final class RabbitSource extends SourceConsumer {

    private static final int LARGEST_BATCH = 500;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final long ACKNOWLEDGE_EVERY = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int HAND_SECONDS = 5;
    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private final RabbitAccess access;
    private final RabbitPlace queue;
    private final RabbitReading reading;
    private final Prefetch prefetch;
    private final Object gate = new Object();
    private final AtomicBoolean handing = new AtomicBoolean();

    private volatile boolean running;
    private volatile boolean taking;
    private volatile Optional<RabbitSubscription> current = Optional.empty();
    private volatile Optional<Thread> keeper = Optional.empty();
    private volatile Optional<ThreadPoolExecutor> hand = Optional.empty();

    RabbitSource(
            RabbitEndpoint endpoint,
            Processor processor,
            RabbitAccess access,
            RabbitPlace queue,
            RabbitReading reading,
            int mostEvents,
            long mostBytes) {
        super(endpoint, processor, mostEvents, mostBytes);
        this.access = access;
        this.queue = queue;
        this.reading = reading;
        this.prefetch = new Prefetch(bound());
        is(Readiness.notReady("not connected to " + access.where() + " yet"));
    }

    @Override
    protected void relieved() {
        handOnSoon();
        wake();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        taking = true;
        hand = Optional.of(newHand());
        Thread thread = HubThreads.named("keeper-" + name()).newThread(this::keep);
        keeper = Optional.of(thread);
        thread.start();
    }

    /** Its thread is there while events come, and for some seconds after. */
    private ThreadPoolExecutor newHand() {
        ThreadPoolExecutor fresh = new ThreadPoolExecutor(
                1,
                1,
                HAND_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                HubThreads.named("hand-" + name()),
                new ThreadPoolExecutor.DiscardPolicy());
        fresh.allowCoreThreadTimeOut(true);
        return fresh;
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
        handOnSoon();
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (gate) {
            taking = false;
        }
        running = false;
        wake();
        if (keeper.isPresent()) {
            keeper.get().join(TimeUnit.SECONDS.toMillis(10));
        }
        hand.ifPresent(ThreadPoolExecutor::shutdown);
        super.doStop();
    }

    private String name() {
        return Optional.ofNullable(getRouteId()).orElse(queue.name());
    }

    private void wake() {
        keeper.ifPresent(LockSupport::unpark);
    }

    private void keep() {
        long pause = SHORTEST_PAUSE;
        while (running) {
            try {
                RabbitSubscription opened = RabbitSubscription.open(
                        access, queue, name(), prefetch, bound().mostBytes(), this::handOnSoon, this::wake);
                pause = SHORTEST_PAUSE;
                attend(opened);
            } catch (BrokerProblem e) {
                is(Readiness.notReady(e.getMessage()));
            } catch (RuntimeException e) {
                is(Readiness.notReady("the connection to " + access.where() + " failed: " + e));
            }
            long until = System.nanoTime() + pause;
            while (running && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    private void attend(RabbitSubscription subscription) {
        current = Optional.of(subscription);
        try {
            long looked = System.nanoTime() - LOOK_EVERY;
            while (running && subscription.loss().isEmpty()) {
                if (taking) {
                    subscription.adapt();
                } else {
                    subscription.cancel();
                }
                is(Readiness.ready());
                subscription.acknowledge();
                if (subscription.hasDeliveries() && !bound().isFull()) {
                    handOnSoon();
                }
                if (System.nanoTime() - looked >= LOOK_EVERY) {
                    looked = System.nanoTime();
                    lags(OptionalLong.of(subscription.lag()));
                }
                LockSupport.parkNanos(subscription.hasToAcknowledge() ? ACKNOWLEDGE_EVERY : IDLE);
            }
        } catch (IOException | ShutdownSignalException e) {
            subscription.lose(access.problems().with(queue, e));
        } finally {
            synchronized (gate) {
                current = Optional.empty();
            }
            lags(OptionalLong.empty());
            subscription.close();
            is(Readiness.notReady(subscription.loss().orElse("the source is stopped")));
        }
    }

    /** Once for however many deliveries come until it begins. */
    private void handOnSoon() {
        if (handing.compareAndSet(false, true)) {
            try {
                hand.ifPresent(thread -> thread.execute(this::handOnGathered));
            } catch (RuntimeException | Error e) { // no thread to be had: the keeper asks again
                handing.set(false);
            }
        }
    }

    private void handOnGathered() {
        handing.set(false);
        for (List<Passage> batch = gathered(); !batch.isEmpty(); batch = gathered()) {
            handOn(batch);
        }
    }

    /** Under the gate, so that once suspended, and once a subscription has ended, nothing more is taken. */
    private List<Passage> gathered() {
        List<Passage> batch = new ArrayList<>();
        synchronized (gate) {
            if (!taking || current.isEmpty()) {
                return batch;
            }
            RabbitSubscription subscription = current.get();
            while (batch.size() < LARGEST_BATCH && !bound().isFull()) {
                Optional<Delivery> next = subscription.next();
                if (next.isEmpty()) {
                    break;
                }
                batch.add(passage(subscription, next.get()));
            }
        }
        return batch;
    }

    private Passage passage(RabbitSubscription subscription, Delivery delivery) {
        long now = System.nanoTime();
        bound().taken(delivery.getBody().length);
        return new RabbitPassage(
                reading.event(delivery),
                now,
                queue.name(),
                delivery,
                subscription,
                subscription.taken(delivery, now),
                bound());
    }
}
