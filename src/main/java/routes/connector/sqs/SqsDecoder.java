package routes.connector.sqs;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import routes.connector.aws.AwsAttribute;
import routes.connector.aws.AwsMessageCodec;
import routes.connector.aws.SnsNotification;
import routes.event.Bytes;
import routes.event.Event;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Converts received messages to events. */
final class SqsDecoder {

    private final String queue;
    private final boolean unwrapSns;
    private final Consumer<SqsReceivedEvent> finished;

    SqsDecoder(String queue, boolean unwrapSns, Consumer<SqsReceivedEvent> finished) {
        this.queue = queue;
        this.unwrapSns = unwrapSns;
        this.finished = finished;
    }

    SqsReceivedEvent read(Message message, long takenNanos) {
        Map<MessageSystemAttributeName, String> known = message.attributes();
        Optional<String> group = Optional.ofNullable(known.get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .filter(name -> queue.endsWith(".fifo"));
        Optional<Instant> sent = Optional.ofNullable(known.get(MessageSystemAttributeName.SENT_TIMESTAMP))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
        return new SqsReceivedEvent(
                event(message, group), takenNanos, queue, message.messageId(), sent, message.receiptHandle(), finished);
    }

    private Event event(Message message, Optional<String> group) {
        Map<String, AwsAttribute> attributes = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        Optional<SnsNotification> notification = unwrapSns ? SnsNotification.in(message.body()) : Optional.empty();
        if (notification.isEmpty()) {
            return AwsMessageCodec.event(message.body(), attributes, group);
        }
        Map<String, AwsAttribute> all = new LinkedHashMap<>(notification.get().attributes());
        all.putAll(attributes);
        return AwsMessageCodec.event(notification.get().message(), all, group);
    }

    private static AwsAttribute attribute(MessageAttributeValue value) {
        Bytes bytes = value.binaryValue() == null
                ? Optional.ofNullable(value.stringValue()).map(Bytes::ofText).orElseGet(Bytes::absent)
                : Bytes.of(value.binaryValue().asByteArrayUnsafe());
        return new AwsAttribute(Optional.ofNullable(value.dataType()).orElse("String"), bytes);
    }
}
