package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.event.Bytes;
import routes.event.Header;

/**
 * The properties of AMQP 0-9-1 that become headers of these names, and are set from such headers. Thread-safe.
 *
 * <p>Three are special. {@code user-id} is never set, because the broker compares it with the hub's own user.
 * {@code expiration} is read but never set: a dead letter or an event from another broker must not expire at the target. A
 * {@code reply-to} with which the broker would reply itself stays an ordinary header.
 */
final class AmqpProperties {

    private static final String DIRECT_REPLY = "amq.rabbitmq.reply-to";
    private static final int LONGEST = 255;

    static final Set<String> NAMES = Set.of(
            "content-type",
            "content-encoding",
            "message-id",
            "correlation-id",
            "type",
            "app-id",
            "reply-to",
            "priority",
            "timestamp");

    private AmqpProperties() {}

    static List<Header> read(BasicProperties properties) {
        List<Header> headers = new ArrayList<>();
        add(headers, "content-type", properties.getContentType());
        add(headers, "content-encoding", properties.getContentEncoding());
        add(headers, "message-id", properties.getMessageId());
        add(headers, "correlation-id", properties.getCorrelationId());
        add(headers, "type", properties.getType());
        add(headers, "app-id", properties.getAppId());
        add(headers, "reply-to", properties.getReplyTo());
        add(headers, "priority", properties.getPriority());
        add(
                headers,
                "timestamp",
                Optional.ofNullable(properties.getTimestamp())
                        .map(Date::toInstant)
                        .orElse(null));
        add(headers, "expiration", properties.getExpiration());
        return headers;
    }

    private static void add(List<Header> headers, String name, Object value) {
        if (value != null) {
            headers.add(new Header(name, Bytes.ofText(value.toString())));
        }
    }

    /** Sets the property of this name, if it exists and accepts the value. Returns whether it was set. */
    static boolean write(BasicProperties.Builder properties, String name, Bytes value) {
        if (value.length() > LONGEST || !known(name)) {
            return false;
        }
        Optional<String> read = value.text();
        if (read.isEmpty()) {
            return false;
        }
        String text = read.get();
        switch (name) {
            case "content-type" -> properties.contentType(text);
            case "content-encoding" -> properties.contentEncoding(text);
            case "message-id" -> properties.messageId(text);
            case "correlation-id" -> properties.correlationId(text);
            case "type" -> properties.type(text);
            case "app-id" -> properties.appId(text);
            case "reply-to" -> {
                if (text.equals(DIRECT_REPLY)) {
                    return false;
                }
                properties.replyTo(text);
            }
            case "priority" -> {
                Optional<Integer> priority = priority(text);
                priority.ifPresent(properties::priority);
                return priority.isPresent();
            }
            default -> {
                Optional<Date> time = time(text);
                time.ifPresent(properties::timestamp);
                return time.isPresent();
            }
        }
        return true;
    }

    /** Whether a header of this name sets a property. */
    static boolean known(String name) {
        return NAMES.contains(name);
    }

    private static Optional<Integer> priority(String text) {
        return text.matches("0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]")
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }

    /** AMQP has timestamps in whole seconds since the epoch; any other time would come back changed. */
    private static Optional<Date> time(String text) {
        try {
            Instant time = Instant.parse(text);
            return time.toString().equals(text) && time.getNano() == 0 && time.getEpochSecond() >= 0
                    ? Optional.of(Date.from(time))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
