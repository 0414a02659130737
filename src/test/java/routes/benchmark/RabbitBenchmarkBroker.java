package routes.benchmark;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import routes.event.Event;
import routes.testkit.AmqpProbe;
import routes.testkit.RealRabbit;

/** Durable queues of the real RabbitMQ. */
final class RabbitBenchmarkBroker implements BenchmarkBroker {

    private static final int PORTION = 5_000;

    private final RealRabbit rabbit = RealRabbit.start();
    private final Connection connection = rabbit.connect();
    private final Channel channel;
    private final Map<String, AmqpProbe> probes = new HashMap<>();

    RabbitBenchmarkBroker() {
        Runtime.getRuntime().addShutdownHook(new Thread(rabbit::kill9));
        rabbit.ctl("set_vm_memory_high_watermark", "absolute", "4GB");
        try {
            channel = connection.createChannel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String kind() {
        return "rabbitmq";
    }

    @Override
    public String address() {
        return rabbit.address();
    }

    @Override
    public String connection() {
        return "{ rabbitmq: { addresses: \"" + address() + "\", username: guest, password: guest } }";
    }

    @Override
    public String from(String place) {
        return "{ rabbitmq: { queue: " + place + " } }";
    }

    @Override
    public String to(String place) {
        return from(place);
    }

    @Override
    public synchronized void create(String place) {
        try {
            channel.queueDeclare(place, true, false, false, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void delete(String place) {
        Optional.ofNullable(probes.remove(place)).ifPresent(AmqpProbe::close);
        try {
            channel.queueDelete(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fill(String place, List<Event> events) {
        AmqpProbe probe = probes.computeIfAbsent(place, queue -> AmqpProbe.ofQueue(rabbit, queue));
        for (int from = 0; from < events.size(); from += PORTION) {
            probe.send(events.subList(from, Math.min(events.size(), from + PORTION)));
        }
    }

    @Override
    public void send(String place, List<Event> events) {
        probes.computeIfAbsent(place, queue -> AmqpProbe.ofQueue(rabbit, queue)).publish(events);
    }

    @Override
    public synchronized long count(String place) {
        try {
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(place);
            return queue.getMessageCount();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(String place, Consumer<byte[]> bodies, BooleanSupplier enough) {
        BlockingQueue<byte[]> taken = new LinkedBlockingQueue<>(10_000);
        try {
            Channel own = connection.createChannel();
            own.basicConsume(place, true, (tag, delivery) -> put(taken, delivery.getBody()), tag -> {});
            while (!enough.getAsBoolean()) {
                Optional.ofNullable(taken.poll(100, TimeUnit.MILLISECONDS)).ifPresent(bodies);
            }
            own.abort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void put(BlockingQueue<byte[]> bodies, byte[] body) {
        try {
            bodies.put(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public boolean isEmptiedByReading() {
        return true;
    }

    @Override
    public void close() {
        connection.abort();
        rabbit.close();
    }
}
