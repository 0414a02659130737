package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A RabbitMQ exchange with a routing key, or a queue by its name. */
@Kind("rabbitmq")
@Rule.OneOf({"exchange", "queue"})
@Doc("A RabbitMQ exchange with a routing key, or a queue by its name.")
public record RabbitTargetSpec(
        @Doc(value = "The connection, where there are several of RabbitMQ.", example = "rabbit-eu")
        Optional<String> connection,

        @Doc(value = "The exchange.", example = "vip") @Rule.Form(RabbitTargetSpec.NAME)
        Optional<String> exchange,

        @Doc(value = "The routing key; the event's key where left out.", example = "orders.${.tier}")
        @Rule.Needs("exchange")
        Optional<TextTemplate> routingKey,

        @Doc(value = "A queue, in place of exchange and routing key.", example = "orders")
        @Rule.Form(RabbitTargetSpec.NAME)
        Optional<String> queue,

        @Doc(
                value = "The event's key, carried in the header hub-key; the event's own where left out.",
                example = "${.id}")
        Optional<TextTemplate> key,

        SourceLocation location)
        implements TargetSpec {

    /** How an exchange or queue is named. */
    static final String NAME = "^(?=[\\s\\S]*\\S)[\\s\\S]{1,255}$";

    public RabbitTargetSpec {
        require(exchange.isPresent() != queue.isPresent(), "", "give either an exchange or a queue");
        require(
                queue.isEmpty() || routingKey.isEmpty(),
                "routingKey",
                "a routing key goes with an exchange; a queue is reached by its name");
        exchange.ifPresent(name -> BrokerNames.requirePlace(name, "exchange"));
        queue.ifPresent(name -> requireKept(name, "queue"));
        require(
                routingKey
                        .map(TextTemplate::text)
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
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(RabbitConnection.class);
    }

    @Override
    public Map<String, TextTemplate> address() {
        return routingKey.map(template -> Map.of("routingKey", template)).orElse(Map.of());
    }

    @Override
    public Set<String> addressNames() {
        return Set.of("routingKey");
    }

    @Override
    public boolean feeds(SourceSpec source) {
        return source instanceof RabbitSourceSpec from
                && queue.filter(from.queue()::equals).isPresent()
                && shares(from);
    }

    @Override
    public String label() {
        return "rabbitmq:" + exchange.or(() -> queue).orElseThrow();
    }
}
