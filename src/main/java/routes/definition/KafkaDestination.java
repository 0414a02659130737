package routes.definition;

import static routes.definition.Invalid.require;

import java.util.Optional;

/** A Kafka topic. */
@Kind("kafka")
@Doc("A Kafka topic.")
public record KafkaDestination(
        @Doc("The connection, where there are several of Kafka.")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") String topic,

        @Doc(value = "The record's key; the event's own where left out.", example = "${.customer.id}")
        Optional<Template> key)
        implements Destination {

    public KafkaDestination {
        require(
                isTopic(topic),
                "topic",
                "'" + topic + "' is not a topic; use up to 249 letters, digits, dots, underscores and hyphens");
    }

    static boolean isTopic(String name) {
        return name.matches("[a-zA-Z0-9._-]{1,249}") && !name.equals(".") && !name.equals("..");
    }

    @Override
    public Class<KafkaConnection> connectionKind() {
        return KafkaConnection.class;
    }

    @Override
    public String label() {
        return "kafka:" + topic;
    }
}
