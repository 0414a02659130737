package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A Kafka topic, read as a consumer group. */
@Kind("kafka")
@Doc("A Kafka topic, read as a consumer group from its earliest event.")
public record KafkaSourceSpec(
        @Doc(value = "The connection; needed only if there are several Kafka connections.", example = "kafka-eu")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") @Rule.Form(KafkaTargetSpec.TOPIC)
        String topic,

        @Doc(value = "The consumer group; by default the name of the route.", example = "fulfilment")
        Optional<String> group,

        SourceLocation location)
        implements SourceSpec {

    /** How many times the in-flight limit may be received and not committed. */
    public static final int UNCOMMITTED_FACTOR = 10;

    public KafkaSourceSpec {
        require(
                KafkaTargetSpec.isTopic(topic),
                "topic",
                quoted(topic)
                        + " is not a valid topic name; use up to 249 letters, digits, dots, underscores and hyphens");
        group.ifPresent(name -> BrokerNames.requireFixedName(name, "group"));
    }

    @Override
    public String claim(String route) {
        return "the topic '" + topic + "' in the consumer group '" + group.orElse(route) + "'";
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(KafkaConnection.class);
    }

    @Override
    public String whileUnacknowledged(InFlight inFlight) {
        return "Kafka's offsets are committed only up to this event: after "
                + (long) UNCOMMITTED_FACTOR * inFlight.events()
                + " uncommitted events the route takes no more, and after a restart all of them come again";
    }
}
