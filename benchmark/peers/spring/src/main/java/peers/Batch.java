package peers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.integration.kafka.support.KafkaIntegrationHeaders;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** Sends the messages of a batch without waiting in between, and then waits until all are stored. For one thread. */
final class Batch {

    static final String KEY = "hub-key";

    private static final String HEADERS_FROM_RABBIT = "amqp_batchedHeaders";

    private final List<CompletableFuture<?>> open = new ArrayList<>();

    /** Sends one message. */
    @FunctionalInterface
    interface Sending {
        void send(Message<byte[]> message);
    }

    /** Returns once all are stored, and throws otherwise. */
    void send(Message<List<byte[]>> messages, Sending sending) {
        open.clear();
        Object fromRabbit = messages.getHeaders().get(HEADERS_FROM_RABBIT);
        List<?> keys = (List<?>) messages.getHeaders().get(KafkaHeaders.RECEIVED_KEY);
        for (int i = 0; i < messages.getPayload().size(); i++) {
            MessageBuilder<byte[]> message =
                    MessageBuilder.withPayload(messages.getPayload().get(i));
            if (fromRabbit instanceof List<?> headers) {
                Map<?, ?> ofOne = (Map<?, ?>) headers.get(i);
                message.setHeader(KEY, ofOne.get(KEY)).setHeader(KafkaIntegrationHeaders.FUTURE_TOKEN, KEY);
            } else {
                CorrelationData confirm = new CorrelationData();
                open.add(confirm.getFuture().thenAccept(answer -> confirmed(confirm, answer)));
                message.setHeader(KEY, new String((byte[]) keys.get(i), StandardCharsets.UTF_8))
                        .setHeader(AmqpHeaders.PUBLISH_CONFIRM_CORRELATION, confirm);
            }
            sending.send(message.build());
        }
        CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void confirmed(CorrelationData data, CorrelationData.Confirm answer) {
        if (!answer.isAck() || data.getReturned() != null) {
            throw new IllegalStateException("RabbitMQ did not store a message");
        }
    }

    /** Takes the future that Kafka's client gave for a record. */
    boolean sent(Message<?> future) {
        return open.add((CompletableFuture<?>) future.getPayload());
    }
}
