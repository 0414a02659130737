package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.connector.CloudEventBinding;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.CloudEventsMode;
import routes.model.KafkaConnection;

class ProducerSessionTest {

    private final MockProducer<byte[], byte[]> client = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final ProducerSession session = new ProducerSession(
            "orders", records(true, Optional.empty()), sizes(), ClientBuffers.LARGEST_BATCH, client);
    private final List<String> answers = new ArrayList<>();
    private final List<SendError> errors = new ArrayList<>();
    private Optional<TopicSettings.Limit> limit = Optional.empty();

    @Test
    void confirmsWhatIsStored() {
        send("a");
        assertThat(answers).isEmpty();
        client.completeNext();
        assertThat(answers).containsExactly("a confirmed");
        assertThat(session.isBroken()).isFalse();
    }

    @Test
    void closesItsClientAtOnceWhenARecordIsGivenUp() {
        send("a");
        send("b");
        client.errorNext(new TimeoutException("expired"));
        assertThat(answers).containsExactly("a OUTAGE");
        assertThat(client.closed()).isTrue();
        send("c");
        assertThat(answers).containsExactly("a OUTAGE", "c OUTAGE");
        assertThat(client.history()).hasSize(2);
    }

    @Test
    void goesOnAfterARecordThatIsTooLarge() {
        send("a");
        send("b");
        client.errorNext(new RecordTooLargeException("too large"));
        client.completeNext();
        assertThat(answers).containsExactly("a PERMANENT", "b confirmed");
        assertThat(client.closed()).isFalse();
    }

    @Test
    void namesTheTopicWhereItsLimitIsTheReason() {
        limit = Optional.of(new TopicSettings.Limit(1_000, false));
        send("a".repeat(1_500));
        client.errorNext(
                new RecordTooLargeException("The request included a message larger than the max message size"));
        assertThat(errors.get(0).isTooLarge()).isTrue();
        assertThat(errors.get(0).detail())
                .isEqualTo("too large for topic 'orders': the record has 1500 bytes, and Kafka takes at most 1000"
                        + " (max.message.bytes of the topic); raise it: kafka-configs.sh --bootstrap-server"
                        + " kafka-1:9092 --alter --topic orders --add-config max.message.bytes=2524");
    }

    @Test
    void namesTheBrokersWhereTheTopicHasNoLimitOfItsOwn() {
        limit = Optional.of(new TopicSettings.Limit(1_000, true));
        send("a");
        client.errorNext(new RecordTooLargeException("larger than the max message size"));
        limit = Optional.empty();
        send("b");
        client.errorNext(new RecordTooLargeException("larger than the max message size"));
        assertThat(errors.get(0).detail()).contains("at most 1000 (message.max.bytes of the brokers)");
        assertThat(errors.get(1).detail())
                .contains("takes less (max.message.bytes of the topic, or message.max.bytes of the brokers)");
    }

    /** The texts are those of Kafka's client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The message is 9 bytes when serialized which is larger than 8, which is the value of the"
                        + " max.request.size configuration.",
                "The message is 9 bytes when serialized which is larger than the total memory buffer you have"
                        + " configured with the buffer.memory configuration."
            })
    void namesTheHubsOwnLimitWhereThatIsTheReason(String said) {
        limit = Optional.of(new TopicSettings.Limit(1_000_000, false));
        send("a");
        client.errorNext(new RecordTooLargeException(said));
        assertThat(errors.get(0).isTooLarge()).isTrue();
        assertThat(errors.get(0).detail())
                .contains("the hub sends at most 67108864 (max.request.size, an option of the connection in hub.yaml)")
                .contains("options: { max.request.size: '1025' }")
                .doesNotContain("max.message.bytes");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                InvalidRecordException.class,
                InvalidTimestampException.class,
                UnsupportedForMessageFormatException.class
            })
    void refusesForGoodWhatKafkaRefusesForTheRecord(Class<? extends RuntimeException> type) throws Exception {
        send("a");
        client.errorNext(type.getConstructor(String.class).newInstance("no"));
        assertThat(answers).containsExactly("a PERMANENT");
        assertThat(session.isBroken()).isFalse();
    }

    @Test
    void refusesForGoodAnEventThatItCannotConvertAndGoesOn() {
        send("a", Optional.of(Instant.MAX));
        send("b");
        client.completeNext();
        assertThat(answers).containsExactly("a PERMANENT", "b confirmed");
        assertThat(client.closed()).isFalse();
    }

    @Test
    void keepsTheTimeOfAnEventUnlessTheRouteSaysOtherwise() {
        Instant time = Instant.parse("2020-01-02T03:04:05.678Z");

        assertThat(records(true, Optional.empty())
                        .encode(sent("a", Optional.of(time)))
                        .timestamp())
                .isEqualTo(time.toEpochMilli());
        assertThat(records(false, Optional.empty())
                        .encode(sent("a", Optional.of(time)))
                        .timestamp())
                .isNull();
        assertThat(records(true, Optional.empty())
                        .encode(sent("a", Optional.empty()))
                        .timestamp())
                .isNull();
        assertThat(records(true, Optional.empty())
                        .encode(sent("a", Optional.of(Instant.EPOCH.minusMillis(1))))
                        .timestamp())
                .isNull();
    }

    @Test
    void refusesInWordsWhatKafkaWouldDelete() {
        Optional<Instant> old = Optional.of(Instant.now().minus(Duration.ofDays(8)));

        assertThat(refusal(records(true, Optional.of(Duration.ofDays(7))), sent("a", old)))
                .hasValueSatisfying(error -> assertThat(error.detail())
                        .contains("topic 'orders' keeps a record for 604800000 ms", "set 'timestamp: now'"));
        assertThat(refusal(records(true, Optional.of(Duration.ofDays(9))), sent("a", old)))
                .isEmpty();
        assertThat(refusal(records(true, Optional.empty()), sent("a", old))).isEmpty();
        assertThat(refusal(records(false, Optional.of(Duration.ofDays(7))), sent("a", old)))
                .isEmpty();
    }

    private static Optional<SendError> refusal(RecordEncoder records, PendingSend send) {
        return records.refusal(records.encode(send));
    }

    private static RecordEncoder records(boolean keepsTime, Optional<Duration> retention) {
        return new RecordEncoder(
                "orders", keepsTime, new CloudEventBinding("ce_", CloudEventsMode.KEEP), () -> retention);
    }

    private RecordSizes sizes() {
        KafkaConnection connection = new KafkaConnection("kafka-1:9092", Optional.empty(), Optional.empty(), Map.of());
        return new RecordSizes(connection, "orders", () -> limit, () -> {});
    }

    private void send(String body) {
        send(body, Optional.empty());
    }

    private void send(String body, Optional<Instant> time) {
        session.send(sent(body, time));
    }

    private PendingSend sent(String body, Optional<Instant> time) {
        return new PendingSend() {
            @Override
            public Optional<Instant> time() {
                return time;
            }

            @Override
            public OutboundMessage message() {
                return new OutboundMessage(Event.of(body.getBytes()), Map.of());
            }

            @Override
            public String id() {
                return body;
            }

            @Override
            public void confirmed(Optional<Event> reply) {
                answers.add(body + " confirmed");
            }

            @Override
            public void refused(SendError error) {
                answers.add(body + " " + error.kind());
                errors.add(error);
            }
        };
    }
}
