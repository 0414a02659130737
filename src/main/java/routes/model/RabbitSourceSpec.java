package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A RabbitMQ queue. */
@Kind("rabbitmq")
@Doc("A RabbitMQ queue.")
public record RabbitSourceSpec(
        @Doc(value = "The connection; needed only if there are several RabbitMQ connections.", example = "rabbit-eu")
        Optional<String> connection,

        @Doc(value = "The queue.", example = "orders") @Rule.Form(RabbitTargetSpec.NAME)
        String queue,

        @Doc("Where an event's key is taken from: the header hub-key, or the routing key.") @Default("header")
        KeyFrom key,

        @Doc(
                value =
                        "The exchanges that the queue is bound to. The command provision makes these bindings; the running"
                                + " hub does not look at them.",
                example = "[{ exchange: vip, routingKey: 'orders.#' }]")
        List<Binding> bindings,

        SourceLocation location)
        implements SourceSpec {

    public RabbitSourceSpec {
        RabbitTargetSpec.requireStoringQueue(queue, "queue");
    }

    @Override
    public String claim(String route) {
        return "the queue " + quoted(queue);
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(RabbitConnection.class);
    }

    /** A binding of the queue to an exchange. */
    @Doc("A binding of the queue to an exchange.")
    public record Binding(
            @Doc(value = "The exchange.", example = "vip") @Rule.Form(RabbitTargetSpec.NAME)
            String exchange,

            @Doc(
                    "The messages that the queue gets, by their routing key. A topic exchange knows * for one word and # for"
                            + " any number of them; a fanout exchange does not look at it.")
            @Default("'#'")
            String routingKey) {

        public Binding {
            BrokerNames.requireFixedName(exchange, "exchange");
            require(
                    BrokerNames.fits(routingKey) && BrokerNames.isPlain(routingKey),
                    "routingKey",
                    "the routing key must have at most " + BrokerNames.MAX_BYTES
                            + " bytes, without control characters");
        }
    }

    /** The part of a RabbitMQ message that becomes the event's key. */
    public enum KeyFrom {
        HEADER("header"),
        ROUTING_KEY("routingKey");

        private final String written;

        KeyFrom(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }

    @Override
    public OptionalLong mostBytes(Optional<Connection> from) {
        return RabbitConnection.mostBytes(from);
    }

    @Override
    public String whileUnacknowledged(InFlight inFlight) {
        return "RabbitMQ closes the channel when an event stays unacknowledged for consumer_timeout, 30 minutes by default, and"
                + " gives all events in flight again";
    }
}
