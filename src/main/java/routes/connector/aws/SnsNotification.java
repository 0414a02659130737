package routes.connector.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;
import routes.support.Utf8;

/**
 * The envelope that SNS puts around a message for a queue without raw message delivery.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS message formats</a>
 */
public record SnsNotification(String message, Map<String, AwsAttribute> attributes) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The notification in this body; empty if the body is anything else. */
    public static Optional<SnsNotification> in(String body) {
        if (!body.startsWith("{") || !body.contains("\"Notification\"") || !body.contains("\"TopicArn\"")) {
            return Optional.empty();
        }
        try {
            JsonNode envelope = JSON.readTree(body);
            if (!"Notification".equals(text(envelope, "Type"))
                    || !text(envelope, "TopicArn").startsWith("arn:")
                    || text(envelope, "MessageId").isEmpty()
                    || text(envelope, "Timestamp").isEmpty()
                    || !envelope.path("Message").isTextual()
                    || !Utf8.isEncodable(text(envelope, "Message"))) {
                return Optional.empty();
            }
            return attributes(envelope.path("MessageAttributes"))
                    .map(attributes -> new SnsNotification(text(envelope, "Message"), attributes));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, AwsAttribute>> attributes(JsonNode written) {
        Map<String, AwsAttribute> attributes = new LinkedHashMap<>();
        if (!written.isObject() && !written.isMissingNode()) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> entry : written.properties()) {
            String type = text(entry.getValue(), "Type");
            JsonNode value = entry.getValue().path("Value");
            if (type.isEmpty()
                    || !value.isTextual()
                    || !Utf8.isEncodable(value.textValue())
                    || !Utf8.isEncodable(entry.getKey())) {
                return Optional.empty();
            }
            Bytes bytes = AwsAttribute.isBinary(type)
                    ? Bytes.of(Base64.getDecoder().decode(value.textValue()))
                    : Bytes.ofText(value.textValue());
            attributes.put(entry.getKey(), AwsAttribute.ofStranger(type, bytes));
        }
        return Optional.of(attributes);
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() ? value.textValue() : "";
    }
}
