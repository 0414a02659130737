package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an exchange looks at to find the queues for a message. */
enum ExchangeType {
    /** Every bound queue gets every message. */
    FANOUT,
    /** The headers of a message decide. */
    HEADERS,
    /** The routing key decides, and a queue can be bound for a whole pattern of keys. */
    BY_ROUTING_KEY,
    /** The routing key decides, and a queue is bound for exact keys. */
    DIRECT,
    /** The hub's user may not see the type. */
    UNKNOWN;

    private static final Map<String, ExchangeType> PREDECLARED = Map.of(
            "amq.fanout", FANOUT,
            "amq.headers", HEADERS,
            "amq.match", HEADERS,
            "amq.direct", DIRECT,
            "amq.topic", BY_ROUTING_KEY);

    private static final Pattern CURRENT =
            Pattern.compile("inequivalent arg 'type' for exchange .* but current is '(.*)'$", Pattern.DOTALL);

    /**
     * Asks RabbitMQ for the type. AMQP tells it only to a client that declares the exchange with another one, which needs the
     * permission to configure it. The declaration has an argument of a wrong type, so that it never creates an exchange.
     */
    static ExchangeType of(String exchange, Connection connection) throws IOException {
        if (PREDECLARED.containsKey(exchange)) {
            return PREDECLARED.get(exchange);
        }
        if (!EndpointChecks.isRabbit(connection)) {
            return UNKNOWN;
        }
        Channel channel = connection.createChannel();
        try {
            channel.exchangeDeclare(exchange, "headers", true, false, false, Map.of("alternate-exchange", 0));
            return UNKNOWN;
        } catch (IOException e) {
            RabbitProblems.Closing closing = RabbitProblems.closing(e).orElseThrow(() -> e);
            return closing.code() == AMQP.PRECONDITION_FAILED ? told(closing.text()) : UNKNOWN;
        }
    }

    /** A difference in anything but the type means that the type is the declared one. */
    private static ExchangeType told(String text) {
        Matcher current = CURRENT.matcher(text);
        if (current.find()) {
            return switch (current.group(1)) {
                case "fanout" -> FANOUT;
                case "direct" -> DIRECT;
                default -> BY_ROUTING_KEY;
            };
        }
        return text.contains("inequivalent arg ") ? HEADERS : UNKNOWN;
    }

    boolean looksAtRoutingKeys() {
        return this == BY_ROUTING_KEY || this == DIRECT || this == UNKNOWN;
    }
}
