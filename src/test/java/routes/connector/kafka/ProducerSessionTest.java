package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;

class ProducerSessionTest {

    private final MockProducer<byte[], byte[]> client = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final ProducerSession session = new ProducerSession("orders", client);
    private final List<String> answers = new ArrayList<>();

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

    private void send(String body) {
        session.send(new PendingSend() {
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
            }
        });
    }
}
