package routes.definition;

import static routes.definition.Invalid.require;
import static routes.definition.Legible.quoted;

import java.util.Optional;

/** A Kafka topic, read as a consumer group. */
@Kind("kafka")
@Doc("A Kafka topic, read as a consumer group from its earliest event.")
public record KafkaOrigin(
        @Doc(value = "The connection, where there are several of Kafka.", example = "kafka-eu")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") @Rule.Form(KafkaDestination.TOPIC)
        String topic,

        @Doc(value = "The consumer group; the route's name where left out.", example = "fulfilment")
        Optional<String> group,

        Place place)
        implements Origin {

    public KafkaOrigin {
        require(
                KafkaDestination.isTopic(topic),
                "topic",
                quoted(topic) + " is not a topic; use up to 249 letters, digits, dots, underscores and hyphens");
        group.ifPresent(name -> BrokerNames.requirePlace(name, "group"));
    }

    @Override
    public Class<KafkaConnection> connectionKind() {
        return KafkaConnection.class;
    }
}
