package routes.definition;

import static routes.definition.Invalid.require;

import java.util.Optional;

/** A RabbitMQ exchange with a routing key, or a queue by its name. */
@Kind("rabbitmq")
@Rule.OneOf({"exchange", "queue"})
@Doc("A RabbitMQ exchange with a routing key, or a queue by its name.")
public record RabbitDestination(
        @Doc(value = "The connection, where there are several of RabbitMQ.", example = "rabbit-eu")
        Optional<String> connection,

        @Doc(value = "The exchange.", example = "vip") @Rule.Form(RabbitDestination.NAME)
        Optional<String> exchange,

        @Doc(value = "The routing key; the event's key where left out.", example = "orders.${.tier}")
        @Rule.Needs("exchange")
        Optional<Template> routingKey,

        @Doc(value = "A queue, in place of exchange and routing key.", example = "orders")
        @Rule.Form(RabbitDestination.NAME)
        Optional<String> queue,

        @Doc(
                value = "The event's key, carried in the header hub-key; the event's own where left out.",
                example = "${.id}")
        Optional<Template> key,

        Place place)
        implements Destination {

    /** How an exchange or queue is named. */
    static final String NAME = "^(?=[\\s\\S]*\\S)[\\s\\S]{1,255}$";

    public RabbitDestination {
        require(exchange.isPresent() != queue.isPresent(), "", "give either an exchange or a queue");
        require(
                queue.isEmpty() || routingKey.isEmpty(),
                "routingKey",
                "a routing key goes with an exchange; a queue is reached by its name");
        exchange.ifPresent(name -> BrokerNames.requirePlace(name, "exchange"));
        queue.ifPresent(name -> requireKept(name, "queue"));
        require(
                routingKey
                        .map(Template::text)
                        .filter(text -> !text.contains("${"))
                        .map(BrokerNames::fits)
                        .orElse(true),
                "routingKey",
                "the routing key must have at most " + BrokerNames.MOST_BYTES + " bytes");
    }

    /** A queue that RabbitMQ only seems to have: what is sent there is in nobody's keeping. */
    static void requireKept(String queue, String component) {
        BrokerNames.requirePlace(queue, component);
        require(
                !queue.startsWith("amq.rabbitmq.reply-to"),
                component,
                "amq.rabbitmq.reply-to is RabbitMQ's own and keeps no event");
    }

    @Override
    public Class<RabbitConnection> connectionKind() {
        return RabbitConnection.class;
    }

    @Override
    public boolean feeds(Origin origin) {
        return origin instanceof RabbitOrigin from
                && queue.filter(from.queue()::equals).isPresent()
                && shares(from);
    }

    @Override
    public String label() {
        return "rabbitmq:" + exchange.or(() -> queue).orElseThrow();
    }
}
