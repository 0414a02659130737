package routes.model;

import java.util.OptionalLong;
import static routes.support.DisplayText.quoted;

import java.util.Optional;
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
