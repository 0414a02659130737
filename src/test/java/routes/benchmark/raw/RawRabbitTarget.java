package routes.benchmark.raw;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** Persistent, mandatory, confirmed; at most 1,000 messages are not confirmed yet. */
final class RawRabbitTarget implements RawLoop.Target {

    private static final int MOST = 1_000;
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final String queue;
    private final Semaphore room = new Semaphore(MOST);
    private final ConcurrentNavigableMap<Long, Runnable> unconfirmed = new ConcurrentSkipListMap<>();

    RawRabbitTarget(String address, String queue) throws Exception {
        this.queue = queue;
        this.channel = RawRabbitChannel.channel(address);
        channel.confirmSelect();
        channel.addReturnListener(returned ->
                FatalErrors.end("no queue took a message", new IllegalStateException(returned.getReplyText())));
        channel.addConfirmListener(
                this::confirmed,
                (tag, multiple) -> FatalErrors.end("RabbitMQ refused a message", new IllegalStateException("nack")));
    }

    private void confirmed(long tag, boolean multiple) {
        if (multiple) {
            ConcurrentNavigableMap<Long, Runnable> all = unconfirmed.headMap(tag, true);
            int count = 0;
            for (Runnable stored : all.values()) {
                stored.run();
                count++;
            }
            all.clear();
            room.release(count);
        } else {
            unconfirmed.remove(tag).run();
            room.release();
        }
    }

    @Override
    public void send(RawLoop.Message message) throws Exception {
        room.acquire();
        unconfirmed.put(channel.getNextPublishSeqNo(), message.stored());
        Map<String, Object> headers = new HashMap<>(message.headers());
        headers.put("hub-key", new String(message.key(), StandardCharsets.UTF_8));
        channel.basicPublish(
                "",
                queue,
                true,
                new AMQP.BasicProperties.Builder()
                        .deliveryMode(PERSISTENT)
                        .headers(headers)
                        .build(),
                message.body());
    }
}
