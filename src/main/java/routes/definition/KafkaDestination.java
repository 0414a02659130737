package routes.definition;

import static routes.definition.Invalid.require;
import static routes.definition.Legible.quoted;

import java.util.Optional;

/** A Kafka topic. */
@Kind("kafka")
@Doc("A Kafka topic.")
public record KafkaDestination(
        @Doc(value = "The connection, where there are several of Kafka.", example = "kafka-eu")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") @Rule.Form(KafkaDestination.TOPIC)
        String topic,

        @Doc(value = "The record's key; the event's own where left out.", example = "${.customer.id}")
        Optional<Template> key,

        Place place)
        implements Destination {

    static final String TOPIC = "^(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}$";

    public KafkaDestination {
        require(
                isTopic(topic),
                "topic",
                quoted(topic) + " is not a topic; use up to 249 letters, digits, dots, underscores and hyphens");
    }

    static boolean isTopic(String name) {
        return name.matches(TOPIC);
    }

    @Override
    public Class<KafkaConnection> connectionKind() {
        return KafkaConnection.class;
    }

    @Override
    public boolean feeds(Origin origin) {
        return origin instanceof KafkaOrigin from && from.topic().equals(topic) && shares(from);
    }

    @Override
    public String label() {
        return "kafka:" + topic;
    }
}
