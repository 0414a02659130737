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
        String name = exchange.or(() -> queue).orElse("");
        require(
                name.matches(NAME),
                exchange.isPresent() ? "exchange" : "queue",
                "the name must have 1 to 255 characters");
    }

    @Override
    public Class<RabbitConnection> connectionKind() {
        return RabbitConnection.class;
    }

    @Override
    public String label() {
        return "rabbitmq:" + exchange.or(() -> queue).orElseThrow();
    }
}
