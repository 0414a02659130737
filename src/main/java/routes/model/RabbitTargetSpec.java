package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A RabbitMQ exchange with a routing key, or a queue by its name. */
@Kind("rabbitmq")
@Rule.OneOf({"exchange", "queue"})
@Doc("A RabbitMQ exchange with a routing key, or a queue by its name.")
public record RabbitTargetSpec(
        @Doc(value = "The connection; needed only if there are several RabbitMQ connections.", example = "rabbit-eu")
        Optional<String> connection,

        @Doc(value = "The exchange.", example = "vip") @Rule.Form(RabbitTargetSpec.NAME)
        Optional<String> exchange,

        @Doc(value = "The routing key; by default the event's key.", example = "orders.${.tier}")
        @Rule.Needs("exchange")
        Optional<TextTemplate> routingKey,

        @Doc(value = "A queue, in place of exchange and routing key.", example = "orders")
        @Rule.Form(RabbitTargetSpec.NAME)
        Optional<String> queue,

        @Doc(
                value = "The key of the event, sent in the header hub-key; by default the key that it came with.",
                example = "${.id}")
        Optional<TextTemplate> key,

        @Doc("What becomes of a CloudEvent. keep: one in binary mode gets the names of its attributes that this kind of"
                + " target has, one in structured mode passes as it is. binary, structured: it is sent in this"
                + " mode. An event that is no CloudEvent passes as it is.")
        @Default("keep")
        CloudEventsMode cloudEvents,

        SourceLocation location)
        implements TargetSpec {

    /** The form of an exchange's or queue's name: at most 255 characters, not blank. */
    static final String NAME = "^(?=[\\s\\S]*\\S)[\\s\\S]{1,255}$";

    public RabbitTargetSpec {
        require(exchange.isPresent() != queue.isPresent(), "", "give either an exchange or a queue");
        require(
                queue.isEmpty() || routingKey.isEmpty(),
                "routingKey",
                "a routing key is used only with an exchange; a queue is addressed by its name");
        exchange.ifPresent(name -> BrokerNames.requireFixedName(name, "exchange"));
        queue.ifPresent(name -> requireStoringQueue(name, "queue"));
        require(
                routingKey
                        .map(TextTemplate::text)
                        .filter(text -> !text.contains("${"))
                        .map(BrokerNames::fits)
                        .orElse(true),
                "routingKey",
                "the routing key must have at most " + BrokerNames.MAX_BYTES + " bytes");
    }

    /**
     * Checks the name of a queue, and refuses RabbitMQ's pseudo-queue for direct replies: messages sent there are not stored.
     */
    static void requireStoringQueue(String queue, String component) {
        BrokerNames.requireFixedName(queue, component);
        require(
                !queue.startsWith("amq.rabbitmq.reply-to"),
                component,
                "amq.rabbitmq.reply-to is a pseudo-queue of RabbitMQ that does not store messages; name a real queue");
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

    @Override
    public OptionalLong mostBytes(Optional<Connection> to) {
        return RabbitConnection.mostBytes(to);
    }
}
