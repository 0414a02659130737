package routes.testkit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.LongString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** Publishes to an exchange, confirmed and mandatory, and takes from a queue. */
public final class AmqpProbe implements Probe {

    private static final int PERSISTENT = 2;
    private static final long CONFIRM_MILLIS = 30_000;

    private final String exchange;
    private final String routingKey;
    private final String queue;
    private final Connection connection;
    private final Channel channel;
    private final AtomicInteger returned = new AtomicInteger();

    private AmqpProbe(Amqp amqp, String exchange, String routingKey, String queue) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.queue = queue;
        this.connection = amqp.connect();
        try {
            this.channel = connection.createChannel();
            channel.confirmSelect();
            channel.addReturnListener(message -> returned.incrementAndGet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends to this queue and takes from it. */
    public static AmqpProbe ofQueue(Amqp amqp, String queue) {
        return new AmqpProbe(amqp, "", queue, queue);
    }

    /** Sends to this exchange with this routing key, and takes from a queue. */
    public static AmqpProbe ofExchange(Amqp amqp, String exchange, String routingKey, String queue) {
        return new AmqpProbe(amqp, exchange, routingKey, queue);
    }

    @Override
    public void send(List<Event> events) {
        try {
            int before = returned.get();
            publish(events);
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            if (returned.get() != before) {
                throw new IllegalStateException("no queue took what was sent to " + exchange + "/" + routingKey);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not confirm in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Publishes without waiting for the confirmation of the broker. */
    public void publish(List<Event> events) {
        try {
            for (Event event : events) {
                channel.basicPublish(
                        exchange,
                        routingKey,
                        true,
                        properties(event),
                        event.body().array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Event> receive(int atLeast, Duration atMost) {
        List<Event> events = new ArrayList<>();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (events.size() < atLeast && System.nanoTime() < end) {
                GetResponse response = channel.basicGet(queue, false);
                if (response == null) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                } else {
                    events.add(event(response));
                    channel.basicAck(response.getEnvelope().getDeliveryTag(), false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static AMQP.BasicProperties properties(Event event) {
        Map<String, Object> table = new HashMap<>();
        List<Header> repeated = new ArrayList<>();
        for (Header header : event.headers()) {
            if (table.putIfAbsent(header.name(), value(header.value())) != null) {
                repeated.add(header);
            }
        }
        if (!repeated.isEmpty()) {
            table.put(WireConventions.HEADERS, WireConventions.pack(repeated));
        }
        if (event.key().isPresent()) {
            table.put(WireConventions.KEY, value(event.key()));
        }
        if (!event.body().isPresent()) {
            table.put(WireConventions.BODY, WireConventions.TOMBSTONE);
        }
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .headers(table)
                .build();
    }

    /** Text where it is text, else bytes. */
    private static Object value(Bytes bytes) {
        return bytes.text().<Object>map(text -> text).orElseGet(bytes::array);
    }

    private static Event event(GetResponse response) {
        Map<String, Object> table = response.getProps().getHeaders();
        List<Header> headers = new ArrayList<>();
        List<Header> packed = List.of();
        Bytes key = Bytes.absent();
        Bytes body = Bytes.of(response.getBody());
        for (Map.Entry<String, Object> entry : (table == null ? Map.<String, Object>of() : table).entrySet()) {
            Bytes value = bytes(entry.getValue());
            switch (entry.getKey()) {
                case WireConventions.KEY -> key = value;
                case WireConventions.HEADERS -> packed = WireConventions.unpack(value.toString());
                case WireConventions.BODY ->
                    body = value.toString().equals(WireConventions.TOMBSTONE) ? Bytes.absent() : body;
                default -> headers.add(new Header(entry.getKey(), value));
            }
        }
        headers.addAll(packed);
        return new Event(body, key, Headers.received(headers));
    }

    private static Bytes bytes(Object value) {
        if (value instanceof LongString) {
            return Bytes.of(((LongString) value).getBytes());
        }
        return value instanceof byte[] ? Bytes.of((byte[]) value) : Bytes.ofText(String.valueOf(value));
    }

    @Override
    public void close() {
        connection.abort();
    }
}
