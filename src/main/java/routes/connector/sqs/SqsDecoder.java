package routes.connector.sqs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import routes.connector.HeaderEnvelope;
import routes.connector.aws.AwsAttribute;
import routes.connector.aws.AwsMessageCodec;
import routes.connector.aws.SnsNotification;
import routes.event.Bytes;
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
        Map<String, AwsAttribute> attributes = new LinkedHashMap<>();
        Optional<SnsNotification> notification = unwrapSns ? SnsNotification.in(message.body()) : Optional.empty();
        notification.ifPresent(published -> attributes.putAll(published.attributes()));
        message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        Optional<Instant> created = created(attributes);
        created.ifPresent(time -> attributes.remove(HeaderEnvelope.TIME));
        String body = notification.map(SnsNotification::message).orElseGet(message::body);
        return new SqsReceivedEvent(
                AwsMessageCodec.event(body, attributes, group),
                takenNanos,
                queue,
                message.messageId(),
                created.or(() -> sent(known)),
                message.receiptHandle(),
                finished);
    }

    private static Optional<Instant> sent(Map<MessageSystemAttributeName, String> known) {
        return Optional.ofNullable(known.get(MessageSystemAttributeName.SENT_TIMESTAMP))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    /** The time that a hub has sent with the event; another sender may mean something else by the name. */
    private static Optional<Instant> created(Map<String, AwsAttribute> attributes) {
        try {
            return Optional.ofNullable(attributes.get(HeaderEnvelope.TIME))
                    .map(time -> Instant.parse(time.value().toString()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AwsAttribute attribute(MessageAttributeValue value) {
        Bytes bytes = value.binaryValue() == null
                ? Optional.ofNullable(value.stringValue()).map(Bytes::ofText).orElseGet(Bytes::absent)
                : Bytes.of(value.binaryValue().asByteArrayUnsafe());
        return new AwsAttribute(Optional.ofNullable(value.dataType()).orElse("String"), bytes);
    }
}
