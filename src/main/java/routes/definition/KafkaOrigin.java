package routes.definition;

import static routes.definition.Invalid.require;

import java.util.Optional;

/** A Kafka topic, read as a consumer group. */
@Kind("kafka")
@Doc("A Kafka topic, read as a consumer group from its earliest event.")
public record KafkaOrigin(
        @Doc("The connection, where there are several of Kafka.")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") String topic,

        @Doc("The consumer group; the route's name where left out.")
        Optional<String> group)
        implements Origin {

    public KafkaOrigin {
        require(
                KafkaDestination.isTopic(topic),
                "topic",
                "'" + topic + "' is not a topic; use up to 249 letters, digits, dots, underscores and hyphens");
    }

    @Override
    public Class<KafkaConnection> connectionKind() {
        return KafkaConnection.class;
    }
}
