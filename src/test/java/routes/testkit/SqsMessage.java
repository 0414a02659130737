package routes.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** An event as SQS carries it: text, and at most ten attributes. */
record SqsMessage(String body, Map<String, MessageAttributeValue> attributes) {

    private static final int MOST_ATTRIBUTES = 10;
    private static final Pattern NAME = Pattern.compile("(?!(?i)aws\\.|amazon\\.)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    static SqsMessage of(Event event) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        if (event.key().isPresent() && event.key().length() > 0) {
            attributes.put(WireConventions.KEY, attribute(event.key()));
        }
        Optional<String> text = event.body().text().filter(SqsMessage::isLegal);
        String body;
        if (!event.body().isPresent()) {
            attributes.put(WireConventions.BODY, text(WireConventions.TOMBSTONE));
            body = WireConventions.TOMBSTONE;
        } else if (event.body().length() == 0) {
            attributes.put(WireConventions.BODY, text(WireConventions.EMPTY));
            body = WireConventions.EMPTY;
        } else if (text.isPresent()) {
            body = text.get();
        } else {
            attributes.put(WireConventions.BODY, text(WireConventions.BASE64));
            body = Base64.getEncoder().encodeToString(event.body().array());
        }
        putHeaders(event.headers(), attributes);
        return new SqsMessage(body, attributes);
    }

    /** One place is kept for those that are packed. */
    private static void putHeaders(Headers headers, Map<String, MessageAttributeValue> attributes) {
        List<Header> packed = new ArrayList<>();
        boolean allFit = attributes.size() + headers.size() <= MOST_ATTRIBUTES;
        int most = allFit ? MOST_ATTRIBUTES : MOST_ATTRIBUTES - 1;
        for (Header header : headers) {
            boolean fits = attributes.size() < most
                    && header.value().length() > 0
                    && NAME.matcher(header.name()).matches()
                    && !attributes.containsKey(header.name());
            if (fits) {
                attributes.put(header.name(), attribute(header.value()));
            } else {
                packed.add(header);
            }
        }
        if (!packed.isEmpty()) {
            attributes.put(WireConventions.HEADERS, text(WireConventions.pack(packed)));
        }
    }

    static Event event(Message message) {
        Map<String, Bytes> attributes = new LinkedHashMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, bytes(value)));
        Optional<JsonNode> notification = notification(message.body());
        notification
                .map(json -> json.path("MessageAttributes"))
                .ifPresent(all ->
                        all.properties().forEach(field -> attributes.put(field.getKey(), notified(field.getValue()))));
        String body = notification.map(json -> json.path("Message").asText()).orElse(message.body());
        Bytes key = Optional.ofNullable(attributes.remove(WireConventions.KEY))
                .or(() -> Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                        .map(Bytes::ofText))
                .orElse(Bytes.absent());
        attributes.remove(WireConventions.TIME);
        String form = String.valueOf(attributes.remove(WireConventions.BODY));
        Optional<Bytes> packed = Optional.ofNullable(attributes.remove(WireConventions.HEADERS));
        List<Header> headers = new ArrayList<>();
        attributes.forEach((name, value) -> headers.add(new Header(name, value)));
        packed.map(Bytes::toString).map(WireConventions::unpack).ifPresent(headers::addAll);
        return new Event(body(body, form), key, Headers.received(headers));
    }

    private static Bytes body(String text, String form) {
        return switch (form) {
            case WireConventions.TOMBSTONE -> Bytes.absent();
            case WireConventions.EMPTY -> Bytes.of(new byte[0]);
            case WireConventions.BASE64 -> Bytes.of(Base64.getDecoder().decode(text));
            default -> Bytes.ofText(text);
        };
    }

    private static Optional<JsonNode> notification(String body) {
        if (!body.startsWith("{") || !body.contains("\"Notification\"") || !body.contains("\"TopicArn\"")) {
            return Optional.empty();
        }
        return Optional.of(WireConventions.json(body))
                .filter(json -> json.path("Type").asText().equals("Notification"));
    }

    private static Bytes notified(JsonNode attribute) {
        String value = attribute.path("Value").asText();
        return attribute.path("Type").asText().startsWith("Binary")
                ? Bytes.of(Base64.getDecoder().decode(value))
                : Bytes.ofText(value);
    }

    private static Bytes bytes(MessageAttributeValue value) {
        return value.dataType().startsWith("Binary")
                ? Bytes.of(value.binaryValue().asByteArray())
                : Bytes.ofText(value.stringValue());
    }

    private static MessageAttributeValue attribute(Bytes value) {
        return value.text()
                .filter(SqsMessage::isLegal)
                .map(SqsMessage::text)
                .orElseGet(() -> MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(value.array()))
                        .build());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** The characters that SQS takes, as its SendMessage lists them. */
    private static boolean isLegal(String text) {
        return text.codePoints()
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000);
    }
}
