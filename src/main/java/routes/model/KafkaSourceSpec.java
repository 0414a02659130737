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
        @Doc(value = "The connection, where there are several of Kafka.", example = "kafka-eu")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") @Rule.Form(KafkaTargetSpec.TOPIC)
        String topic,

        @Doc(value = "The consumer group; the route's name where left out.", example = "fulfilment")
        Optional<String> group,

        SourceLocation location)
        implements SourceSpec {

    public KafkaSourceSpec {
        require(
                KafkaTargetSpec.isTopic(topic),
                "topic",
                quoted(topic) + " is not a topic; use up to 249 letters, digits, dots, underscores and hyphens");
        group.ifPresent(name -> BrokerNames.requirePlace(name, "group"));
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(KafkaConnection.class);
    }
}
