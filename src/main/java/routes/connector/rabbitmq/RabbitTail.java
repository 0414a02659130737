package routes.connector.rabbitmq;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import routes.connector.ConnectorException;
import routes.connector.EventTail;
import routes.connector.TailOptions;
import routes.connector.TailedEvent;
import routes.model.RabbitSourceSpec.KeyFrom;

/**
 * Watches an exchange by a queue of its own, which gets a copy of each message and ends with the connection. The queue is bounded,
 * so that a watcher who is too slow misses messages and does not fill up the broker.
 */
final class RabbitTail implements EventTail {

    private static final int PREFETCH = 200;
    private static final Map<String, Object> BOUNDED =
            Map.of("x-max-length", 10_000, "x-max-length-bytes", 64 << 20, "x-queue-type", "classic");

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange exchange;
    private final Connection connection;
    private final Channel channel;
    private final AmqpDecoder decoder = new AmqpDecoder(KeyFrom.HEADER);
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    private RabbitTail(RabbitConnectionFactory connections, QueueOrExchange exchange, Connection connection)
            throws IOException {
        this.connections = connections;
        this.exchange = exchange;
        this.connection = connection;
        this.channel = connection.createChannel();
    }

    static RabbitTail open(RabbitConnectionFactory connections, QueueOrExchange exchange, TailOptions options) {
        if (options.fromBeginning()) {
            throw new ConnectorException(
                    exchange + " keeps nothing: only what arrives from now on can be seen; leave out --from-beginning");
        }
        Connection connection = connections.open("tail").connection();
        try {
            RabbitTail tail = new RabbitTail(connections, exchange, connection);
            tail.begin(options);
            return tail;
        } catch (IOException | ShutdownSignalException e) {
            String problem = isQueue(exchange.name(), connection)
                    ? connections.problems().unwatchable(QueueOrExchange.queue(exchange.name()))
                    : connections.problems().watching(exchange, e);
            connection.abort(1000);
            throw new ConnectorException(problem, e);
        } catch (RuntimeException e) {
            connection.abort(1000);
            throw e;
        }
    }

    /** Whether a name that is of no exchange is that of a queue. */
    private static boolean isQueue(String name, Connection connection) {
        try {
            Channel channel = connection.createChannel();
            channel.exchangeDeclarePassive(name);
            return false;
        } catch (IOException | ShutdownSignalException noExchange) {
            try {
                connection.createChannel().queueDeclarePassive(name);
                return true;
            } catch (IOException | ShutdownSignalException noQueue) {
                return false;
            }
        }
    }

    private void begin(TailOptions options) throws IOException {
        exchange.lookFor(channel);
        ExchangeType type = ExchangeType.of(exchange.name(), connection);
        String routingKey = options.routingKey().orElseGet(() -> everything(type));
        boolean isRabbit = EndpointChecks.isRabbit(connection);
        String queue = channel.queueDeclare("", false, true, true, isRabbit ? BOUNDED : Map.of())
                .getQueue();
        channel.queueBind(queue, exchange.name(), routingKey);
        channel.basicQos(PREFETCH);
        CancelCallback cancelled = tag -> channel.abort();
        channel.basicConsume(queue, false, (tag, delivery) -> deliveries.add(delivery), cancelled);
    }

    /** The binding that gets every message. A fanout or headers exchange does not look at it. */
    private String everything(ExchangeType type) {
        if (type == ExchangeType.DIRECT) {
            throw new ConnectorException(exchange + " at " + connections.where()
                    + " is of the type direct, which shows nothing without a routing key; give one with --routing-key");
        }
        return "#";
    }

    @Override
    public String place() {
        return exchange + " at " + connections.where();
    }

    @Override
    public List<TailedEvent> next(Duration atMost) {
        try {
            List<Delivery> some = new ArrayList<>();
            Optional.ofNullable(deliveries.poll(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .ifPresent(some::add);
            deliveries.drainTo(some);
            if (some.isEmpty() && !channel.isOpen()) {
                throw new ConnectorException("the connection to " + connections.where() + " was lost");
            }
            for (Delivery delivery : some) {
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            }
            return some.stream().map(this::event).toList();
        } catch (IOException | ShutdownSignalException e) {
            throw new ConnectorException(connections.problems().with(exchange, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private TailedEvent event(Delivery delivery) {
        Optional<String> id = Optional.ofNullable(delivery.getProperties().getMessageId());
        return new TailedEvent(
                id.map(known -> exchange.name() + "@" + known).orElse(exchange.name()),
                Optional.ofNullable(delivery.getProperties().getTimestamp())
                        .filter(date -> date.getTime() != 0)
                        .map(Date::toInstant),
                Map.of("routingKey", delivery.getEnvelope().getRoutingKey()),
                decoder.decode(delivery));
    }

    @Override
    public void close() {
        connection.abort(1000);
    }
}
