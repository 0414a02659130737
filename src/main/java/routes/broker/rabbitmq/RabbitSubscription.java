package routes.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import routes.broker.BrokerProblem;

/**
 * One channel that deliveries come from, from connecting to its end. Delivery tags mean nothing beyond it: a passage keeps
 * the subscription that it came by, and finishing it after that one's end acknowledges nothing.
 *
 * <p>Opened, started, cancelled, acknowledged and closed by one thread; taken from and finished by others.
 */
final class RabbitSubscription extends DefaultConsumer {

    private final RabbitAccess access;
    private final RabbitPlace queue;
    private final RabbitLine line;
    private final Channel look;
    private final Runnable delivered;
    private final Runnable changed;
    private final Acknowledgements acknowledgements;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
    private final long opened = System.currentTimeMillis();
    private Optional<String> tag = Optional.empty();

    private RabbitSubscription(
            RabbitAccess access,
            RabbitPlace queue,
            RabbitLine line,
            int prefetch,
            Channel channel,
            Runnable delivered,
            Runnable changed)
            throws IOException {
        super(channel);
        this.access = access;
        this.queue = queue;
        this.line = line;
        this.delivered = delivered;
        this.changed = changed;
        this.acknowledgements = new Acknowledgements(prefetch);
        this.look = line.connection().createChannel();
        channel.addShutdownListener(this::lost);
        channel.basicQos(prefetch);
        queue.lookFor(look);
    }

    /**
     * @param delivered called for each delivery, on the client's thread
     * @param changed called when the subscription is lost or has something to acknowledge, on any thread
     * @throws BrokerProblem if there is no such queue, or no connection
     */
    static RabbitSubscription open(
            RabbitAccess access,
            RabbitPlace queue,
            String purpose,
            int prefetch,
            Runnable delivered,
            Runnable changed) {
        RabbitLine line = access.open(purpose);
        try {
            Channel channel = line.connection().createChannel();
            return new RabbitSubscription(access, queue, line, prefetch, channel, delivered, changed);
        } catch (IOException | RuntimeException e) {
            line.connection().abort(1000);
            throw new BrokerProblem(access.problems().with(queue, e), e);
        }
    }

    void start() throws IOException {
        if (tag.isEmpty()) {
            tag = Optional.of(getChannel().basicConsume(queue.name(), false, this));
        }
    }

    /** Takes nothing more, and gives back what was delivered and not yet handed on. */
    void cancel() throws IOException {
        if (tag.isPresent()) {
            getChannel().basicCancel(tag.get());
            tag = Optional.empty();
        }
        for (Delivery unhanded = deliveries.poll(); unhanded != null; unhanded = deliveries.poll()) {
            getChannel().basicReject(unhanded.getEnvelope().getDeliveryTag(), true);
        }
    }

    /** The next delivery in the broker's order. */
    Optional<Delivery> next() {
        return Optional.ofNullable(deliveries.poll());
    }

    Acknowledgements.Taken taken(Delivery delivery, long now) {
        return acknowledgements.taken(delivery.getEnvelope().getDeliveryTag(), now);
    }

    void finished(Acknowledgements.Taken taken) {
        if (acknowledgements.finished(taken, System.nanoTime())) {
            changed.run();
        }
    }

    boolean hasToAcknowledge() {
        return acknowledgements.waiting();
    }

    void acknowledge() throws IOException {
        send(acknowledgements.due(System.nanoTime()));
    }

    private void send(List<Acknowledgements.Ack> acks) throws IOException {
        if (acks.isEmpty()) {
            return;
        }
        line.wire().cork();
        try {
            for (Acknowledgements.Ack ack : acks) {
                getChannel().basicAck(ack.tag(), ack.multiple());
            }
        } finally {
            line.wire().uncork();
        }
    }

    /** Messages ready in the queue, and those delivered to here. */
    long lag() throws IOException {
        return look.messageCount(queue.name()) + deliveries.size() + acknowledgements.unacknowledged();
    }

    /** Why nothing comes by this any more; empty as long as it lives. */
    Optional<String> loss() {
        return loss.get();
    }

    /** By what its positions differ from those of any other subscription. */
    long opened() {
        return opened;
    }

    /** Acknowledges all that is finished; the broker gives the rest to the next who takes. */
    void close() {
        try {
            send(acknowledgements.rest());
            getChannel().close();
        } catch (IOException | RuntimeException | TimeoutException e) {
            // Lost already: the broker delivers again what is not acknowledged.
        }
        line.connection().abort(2000);
    }

    @Override
    public void handleDelivery(String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        deliveries.add(new Delivery(envelope, properties, body));
        delivered.run();
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
