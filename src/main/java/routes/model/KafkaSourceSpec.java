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

    /** The most events in flight where nobody says how many. */
    public static final int IN_FLIGHT = 5_000;

    /** The most uncommitted events where the in-flight limit does not make it necessary to have more. */
    private static final int UNCOMMITTED = 10_000;

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

    /**
     * The most events that may be received and not committed, and so the most that a crash repeats, beside one poll. More than are in flight, so that
     * one event under retry does not stop its partition at once.
     */
    public static long mostUncommitted(int inFlight) {
        return Math.max(2L * inFlight, Math.min(10L * inFlight, UNCOMMITTED));
    }

    @Override
    public int usualInFlight() {
        return IN_FLIGHT;
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(KafkaConnection.class);
    }

    @Override
    public String whileUnacknowledged(InFlight inFlight) {
        return "Kafka's offsets are committed only up to this event: after "
                + mostUncommitted(inFlight.maxEvents())
                + " uncommitted events the route takes no more, and after a restart all of them come again";
    }
}
