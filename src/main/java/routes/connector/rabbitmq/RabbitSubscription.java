package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import routes.connector.ConnectorException;

/**
 * One channel that deliveries come from, from its opening to its end. Delivery tags mean nothing beyond it: a passage keeps
 * the subscription that it came by, and finishing it after that one's end acknowledges nothing.
 *
 * <p>Opened, adapted, cancelled, acknowledged and closed by one thread; taken from and finished by others.
 */
final class RabbitSubscription extends DefaultConsumer {

    private static final int MOST_OF_A_TAG = 60;

    private final RabbitConnectionFactory access;
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
    private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
    private final long opened = System.currentTimeMillis();
    private Optional<String> tag = Optional.empty();
    private int window;
    private int consumers;
    private Optional<Exception> failure = Optional.empty();

    private RabbitSubscription(
            RabbitConnectionFactory access,
            QueueOrExchange queue,
            String purpose,
            ChannelPair channels,
            Prefetch prefetch,
            long mostBytes,
            Runnable delivered,
            Runnable changed) {
        super(channels.taking());
        this.access = access;
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
     * @param purpose by which operators know it at the broker
     * @param berth left where that fails, and when the subscription is closed
     * @param delivered called for each delivery, on the client's thread
     * @param changed called when the subscription is lost or has something to acknowledge, on any thread
     * @throws ConnectorException if there is no such queue, or no connection
     */
    static RabbitSubscription open(
            RabbitConnectionFactory access,
            QueueOrExchange queue,
            String purpose,
            SourceConnectionPool.Berth berth,
            Prefetch prefetch,
            long mostBytes,
            Runnable delivered,
            Runnable changed) {
        ChannelPair channels = ChannelPair.open(access, queue, berth);
        try {
            queue.lookFor(channels.asking());
            return new RabbitSubscription(access, queue, purpose, channels, prefetch, mostBytes, delivered, changed);
        } catch (IOException | RuntimeException e) {
            channels.abandon();
            throw new ConnectorException(access.problems().with(queue, e), e);
        }
    }

    /**
     * Lets the broker send as much as there is room for and no more: what it has sent counts as delivered once more each
     * time that the channel is lost, and a queue may limit how often. Where that has changed much, another consumer takes
     * the place of the one before it; what that one was sent stays with this channel, in its order.
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
            tag = Optional.of(getChannel().basicConsume(queue.name(), false, tag(), this));
            window = room;
        }
    }

    /** AMQP allows 255 bytes; the broker shows it beside the queue. */
    private String tag() {
        return "caravanserai/" + purpose.substring(0, Math.min(purpose.length(), MOST_OF_A_TAG)) + "/" + consumers;
    }

    /** Is sent nothing more. What has not been handed on waits here: the broker would not take it back in its order. */
    void cancel() throws IOException {
        if (tag.isPresent()) {
            getChannel().basicCancel(tag.get());
            tag = Optional.empty();
            window = 0;
        }
    }

    /** The next delivery in the broker's order. */
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

    /** Messages ready in the queue, and those delivered to here. */
    long lag() throws IOException {
        return channels.asking().messageCount(queue.name()) + waiting.get() + acknowledgements.unacknowledged();
    }

    /** Why nothing comes by this any more; empty as long as it lives. */
    Optional<String> loss() {
        return loss.get();
    }

    /** By what its positions differ from those of any other subscription. */
    long opened() {
        return opened;
    }

    /** The broker was asked for something, or told something, in vain. */
    void failed(Exception problem) {
        failure = Optional.of(problem);
        lose(access.problems().with(queue, problem));
    }

    /** Whether the broker closed the whole connection for what this one asked of it: next time it could again. */
    boolean cutTheConnection() {
        return failure.filter(RabbitProblems::isOfTheConnection).isPresent();
    }

    /** Acknowledges all that is finished; the broker gives the rest to the next who takes. */
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

    /** Where bodies have become so large that they do not fit in here any more, the broker gets all of them back. */
    @Override
    public void handleDelivery(String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        try {
            take(envelope, properties, body);
        } catch (RuntimeException
                | Error e) { // the client would close the channel, and wait for that on this very thread
            lose("a message from " + queue + " could not be taken: " + e);
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
            lose("the bodies in " + queue + " have become larger; less of them is asked for from now on");
            return;
        }
        deliveries.add(new Delivery(envelope, properties, body));
        delivered.run();
        if (bytes > mostBytes / 4) {
            changed.run();
        }
    }

    /** The broker cancels when the queue is deleted or its node is lost. */
    @Override
    public void handleCancel(String consumer) {
        lose(access.problems().missing(queue));
    }

    private void lost(ShutdownSignalException cause) {
        lose(access.problems().with(queue, cause));
    }

    void lose(String problem) {
        loss.compareAndSet(Optional.empty(), Optional.of(problem));
        changed.run();
    }
}
