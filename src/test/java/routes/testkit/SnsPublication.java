package routes.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One message as it was published to a topic. */
record SnsPublication(
        String topicArn,
        String message,
        Optional<String> subject,
        Optional<String> group,
        Optional<String> deduplication,
        Map<String, SnsRequest.Attribute> attributes) {

    static final int LARGEST = 256 * 1024;

    boolean isFifo() {
        return topicArn.endsWith(".fifo");
    }

    /** The message, the names, types and values of its attributes: what the limit is about. */
    int size() {
        return SnsRequest.length(message)
                + attributes.entrySet().stream()
                        .mapToInt(entry -> SnsRequest.length(entry.getKey())
                                + SnsRequest.length(entry.getValue().type())
                                + SnsRequest.length(entry.getValue().value()))
                        .sum();
    }

    void check() {
        if (message.isEmpty()) {
            throw SnsFault.invalid("Invalid parameter: Empty message");
        }
        if (size() > LARGEST) {
            throw SnsFault.invalid("Invalid parameter: Message too long");
        }
        if (isFifo() && group.isEmpty()) {
            throw SnsFault.invalid("Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
        }
    }

    /** What a subscriber gets that did not ask for raw messages. */
    String envelope(String messageId) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("Type", "Notification").put("MessageId", messageId).put("TopicArn", topicArn);
        subject.ifPresent(text -> envelope.put("Subject", text));
        envelope.put("Message", message)
                .put("Timestamp", Instant.now().toString())
                .put("SignatureVersion", "1");
        if (!attributes.isEmpty()) {
            ObjectNode all = envelope.putObject("MessageAttributes");
            attributes.forEach((name, attribute) ->
                    all.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
        }
        return envelope.toString();
    }
}
