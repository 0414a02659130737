package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.Locale;
import java.util.Optional;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A Kafka topic. */
@Kind("kafka")
@Doc("A Kafka topic.")
public record KafkaTargetSpec(
        @Doc(value = "The connection; needed only if there are several Kafka connections.", example = "kafka-eu")
        Optional<String> connection,

        @Doc(value = "The topic.", example = "orders") @Rule.Form(KafkaTargetSpec.TOPIC)
        String topic,

        @Doc(value = "The key of the record; by default the event's key.", example = "${.customer.id}")
        Optional<TextTemplate> key,

        @Doc("The timestamp of the record. keep: the time at which the event was created, where its source knows one."
                + " now: the time at which it is sent. A dead letter always has the time at which it is sent.")
        @Default("keep")
        RecordTime timestamp,

        @Doc("What becomes of a CloudEvent. keep: one in binary mode gets the names of its attributes that this kind of"
                + " target has, one in structured mode passes as it is. binary, structured: it is sent in this"
                + " mode. An event that is no CloudEvent passes as it is.")
        @Default("keep")
        CloudEventsMode cloudEvents,

        SourceLocation location)
        implements TargetSpec {

    static final String TOPIC = "^(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}$";

    public KafkaTargetSpec {
        require(
                isTopic(topic),
                "topic",
                quoted(topic)
                        + " is not a valid topic name; use up to 249 letters, digits, dots, underscores and hyphens");
    }

    /** The time that a record has in its topic. */
    public enum RecordTime {
        KEEP,
        NOW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static boolean isTopic(String name) {
        return name.matches(TOPIC);
    }

    @Override
    public Optional<Class<? extends Connection>> connectionKind() {
        return Optional.of(KafkaConnection.class);
    }

    @Override
    public boolean feeds(SourceSpec source) {
        return source instanceof KafkaSourceSpec from && from.topic().equals(topic) && shares(from);
    }

    @Override
    public String label() {
        return "kafka:" + topic;
    }
}
