package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import routes.connector.ConnectorException;
import routes.event.SourceLag;
import routes.support.ResourceExhaustion;

/**
 * The consumer on one channel, from its opening to its end. Delivery tags are valid for this channel only: a received event
 * keeps its subscription, and finishing the event after the end of the subscription acknowledges nothing.
 *
 * <p>Thread-safe for taking and finishing deliveries. All other methods are called by one thread.
 */
final class RabbitSubscription extends DefaultConsumer {

    private static final int MOST_OF_A_TAG = 60;

    /**
     * The default priority of a consumer. RabbitMQ refuses the argument for a stream, which would otherwise deliver what is
     * published from now on, and forget about the rest.
     */
    private static final Map<String, Object> OF_A_QUEUE = Map.of("x-priority", 0);

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange queue;
    private final String purpose;
    private final ChannelPair channels;
    private final Runnable delivered;
    private final Runnable changed;
    private final Prefetch prefetch;
    private final long mostBytes;
    private final AckTracker acknowledgements = new AckTracker();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean announced = new AtomicBoolean();
    private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
    private final long opened = System.currentTimeMillis();
    private Optional<String> tag = Optional.empty();
    private int window;
    private int consumers;
    private Optional<Exception> failure = Optional.empty();

    private RabbitSubscription(
            RabbitConnectionFactory connections,
            QueueOrExchange queue,
            String purpose,
            ChannelPair channels,
            Prefetch prefetch,
            long mostBytes,
            Runnable delivered,
            Runnable changed) {
        super(channels.taking());
        this.connections = connections;
        this.queue = queue;
        this.purpose = purpose;
        this.channels = channels;
        this.delivered = delivered;
        this.changed = changed;
        this.prefetch = prefetch;
        this.mostBytes = mostBytes;
        getChannel().addShutdownListener(this::lost);
        getChannel().setDefaultConsumer(this);
    }

    /**
     * @param purpose the name by which operators recognise it at the broker
     * @param lease the use of a shared connection, released if opening fails and when the subscription is closed
     * @param delivered called once for the deliveries that came together, on the client's thread
     * @param changed called when the subscription is lost or has something to acknowledge, on any thread
     * @throws ConnectorException if there is no such queue, or no connection
     */
    static RabbitSubscription open(
            RabbitConnectionFactory connections,
            QueueOrExchange queue,
            String purpose,
            SourceConnectionPool.Lease lease,
            Prefetch prefetch,
            long mostBytes,
            Runnable delivered,
            Runnable changed) {
        ChannelPair channels = ChannelPair.open(connections, queue, lease);
        try {
            queue.lookFor(channels.asking());
            return new RabbitSubscription(
                    connections, queue, purpose, channels, prefetch, mostBytes, delivered, changed);
        } catch (IOException | RuntimeException e) {
            channels.abandon();
            throw new ConnectorException(connections.problems().with(queue, e), e);
        }
    }

    /**
     * Adapts the prefetch limit to the available room and not more: each loss of the channel increases the delivery count of
     * every message that has been sent, and a queue may limit that count. If the limit has changed much, a new consumer
     * replaces the previous one; deliveries of the previous one stay on this channel, in order.
     */
    void adapt() throws IOException {
        if (window / 2 > prefetch.most()) {
            cancel();
        }
        int room = prefetch.room(waiting.get(), waitingBytes.get());
        if (room >= window + Math.max(1, window / 2)) {
            cancel();
            getChannel().basicQos(room);
            acknowledgements.prefetched(room);
            consumers++;
            tag = Optional.of(getChannel().basicConsume(queue.name(), false, tag(), false, false, OF_A_QUEUE, this));
            window = room;
        }
    }

    /** The consumer tag, at most 255 bytes. The broker shows it with the queue. */
    private String tag() {
        return "caravanserai/" + purpose.substring(0, Math.min(purpose.length(), MOST_OF_A_TAG)) + "/" + consumers;
    }

    /** Stops deliveries. Those that have not been handed on stay here, because the broker would not requeue them in order. */
    void cancel() throws IOException {
        if (tag.isPresent()) {
            getChannel().basicCancel(tag.get());
            tag = Optional.empty();
            window = 0;
        }
    }

    /** The next delivery, in the broker's order. */
    Optional<Delivery> next() {
        Optional<Delivery> next = Optional.ofNullable(deliveries.poll());
        next.ifPresent(delivery -> {
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-delivery.getBody().length);
        });
        return next;
    }

    AckTracker.Taken taken(Delivery delivery, long now) {
        return acknowledgements.taken(delivery.getEnvelope().getDeliveryTag(), now);
    }

    void finished(AckTracker.Taken taken) {
        if (acknowledgements.finished(taken, System.nanoTime())) {
            changed.run();
        }
    }

    boolean hasDeliveries() {
        return waiting.get() > 0;
    }

    boolean hasToAcknowledge() {
        return acknowledgements.waiting();
    }

    void acknowledge() throws IOException {
        send(acknowledgements.due(System.nanoTime()));
    }

    private void send(List<AckTracker.Ack> acks) throws IOException {
        if (acks.isEmpty()) {
            return;
        }
        channels.wire().cork();
        try {
            for (AckTracker.Ack ack : acks) {
                getChannel().basicAck(ack.tag(), ack.multiple());
            }
        } finally {
            channels.wire().uncork();
        }
    }

    /** The messages ready in the queue, and those delivered to this subscription. */
    SourceLag lag() throws IOException {
        return new SourceLag(
                channels.asking().messageCount(queue.name()), waiting.get() + acknowledgements.unacknowledged());
    }

    /** The reason why the subscription was lost; empty while it is alive. */
    Optional<String> loss() {
        return loss.get();
    }

    /** Makes its positions different from those of every other subscription. */
    long opened() {
        return opened;
    }

    /** A request to the broker failed. */
    void failed(Exception problem) {
        failure = Optional.of(problem);
        lose(connections.problems().with(queue, problem));
    }

    /** Whether the broker closed the whole connection because of this subscription, which could happen again. */
    boolean cutTheConnection() {
        return failure.filter(RabbitProblems::isOfTheConnection).isPresent();
    }

    /** Acknowledges everything finished and closes the channel. The broker delivers the rest to another consumer. */
    void close() {
        try {
            send(acknowledgements.rest());
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(e);
        }
        if (failure.isPresent()) {
            channels.abandon();
        } else {
            channels.close();
        }
    }

    /** If bodies have become too large for the in-flight limit, closes the channel, which returns all of them to the broker. */
    @Override
    public void handleDelivery(String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        try {
            take(envelope, properties, body);
        } catch (RuntimeException | Error e) { // the client would close the channel and wait for that on this thread
            ResourceExhaustion.endIfOutOfMemory(e);
            lose("a message from " + queue + " could not be processed: " + e);
        }
    }

    private void take(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        prefetch.seen(body.length);
        if (loss().isPresent()) {
            return;
        }
        int messages = waiting.incrementAndGet();
        long bytes = waitingBytes.addAndGet(body.length);
        if (messages > Prefetch.FIRST && bytes > mostBytes) {
            prefetch.grewTo(bytes / messages);
            lose("the bodies in " + queue + " have become larger; reconnecting with a lower prefetch limit");
            return;
        }
        deliveries.add(new Delivery(envelope, properties, body));
        if (announced.compareAndSet(false, true)) {
            channels.wire().execute(this::announce);
        }
        if (bytes > mostBytes / 4) {
            changed.run();
        }
    }

    private void announce() {
        announced.set(false);
        delivered.run();
    }

    /** Called when the broker cancels the consumer, because the queue was deleted or its node was lost. */
    @Override
    public void handleCancel(String consumer) {
        lose(connections.problems().missing(queue));
    }

    private void lost(ShutdownSignalException cause) {
        lose(connections.problems().with(queue, cause));
    }

    void lose(String problem) {
        loss.compareAndSet(Optional.empty(), Optional.of(problem));
        changed.run();
    }
}
