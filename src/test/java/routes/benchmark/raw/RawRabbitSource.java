package routes.benchmark.raw;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Every five milliseconds it acknowledges what is stored without a gap. */
final class RawRabbitSource implements RawLoop.Source {

    private static final long ACKNOWLEDGE_EVERY = TimeUnit.MILLISECONDS.toNanos(5);

    private final Channel channel;
    private final String queue;
    private final int prefetch;
    private final Deque<Taken> open = new ArrayDeque<>();

    RawRabbitSource(String address, String queue, int prefetch) throws Exception {
        this.channel = RawRabbitChannel.channel(address);
        this.queue = queue;
        this.prefetch = prefetch;
    }

    private static final class Taken implements Runnable {

        private final long tag;
        private volatile boolean stored;

        Taken(long tag) {
            this.tag = tag;
        }

        @Override
        public void run() {
            stored = true;
        }
    }

    @Override
    public void readInto(RawLoop.Target target) throws Exception {
        channel.basicQos(prefetch);
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                Taken taken = new Taken(envelope.getDeliveryTag());
                synchronized (open) {
                    open.add(taken);
                }
                Map<String, String> headers = new HashMap<>();
                properties.getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
                byte[] key = headers.remove("hub-key").getBytes();
                try {
                    target.send(new RawLoop.Message(key, body, headers, taken));
                } catch (Exception e) {
                    FatalErrors.end("a message could not be sent", e);
                }
            }
        });
        while (true) {
            LockSupport.parkNanos(ACKNOWLEDGE_EVERY);
            acknowledge();
        }
    }

    private void acknowledge() throws IOException {
        long last = 0;
        synchronized (open) {
            while (!open.isEmpty() && open.peek().stored) {
                last = open.poll().tag;
            }
        }
        if (last > 0) {
            channel.basicAck(last, true);
        }
    }
}
