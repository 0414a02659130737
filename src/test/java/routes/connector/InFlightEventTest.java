package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.event.Batch;
import routes.event.DeliveryResult;
import routes.event.Event;

class InFlightEventTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Batch.Received> handedOn = new ArrayList<>();
    private ScriptedSource source;

    @BeforeEach
    void start() {
        camel.start();
        source = new ScriptedSource(camel, this::take);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void take(Exchange exchange) {
        handedOn.add(exchange.getMessage().getBody(Batch.Received.class));
    }

    @Test
    void countsFromHandOnUntilItEnds() {
        Sample event = new Sample("abc");

        source.receive(event);
        assertThat(source.inFlight()).isEqualTo(1);
        assertThat(source.bytesInFlight()).isEqualTo(3);
        event.ended(DeliveryResult.delivered(Optional.empty()));

        assertThat(handedOn).containsExactly(new Batch.Received(List.of(event)));
        assertThat(source.inFlight()).isZero();
        assertThat(source.bytesInFlight()).isZero();
    }

    @Test
    void doesNotCountAnyMoreOnceTheRouteHasReturnedIt() {
        Sample event = new Sample("abc");
        source.receive(event);

        event.returned();

        assertThat(source.inFlight()).isZero();
    }

    @Test
    void countsOnceHoweverOftenItEntersAndLeaves() {
        Sample event = new Sample("abc");
        source.holdBack(event);
        assertThat(source.inFlight()).isEqualTo(1);

        source.receive(event);
        assertThat(source.inFlight()).isEqualTo(1);
        event.leave();
        event.leave();

        assertThat(source.inFlight()).isZero();
    }

    @Test
    void saysThatThereIsCapacityAgainOnceAQuarterIsFree() {
        List<Sample> events = IntStream.range(0, ScriptedSource.MAX_EVENTS)
                .mapToObj(number -> new Sample("e"))
                .toList();
        source.receive(events.toArray(Sample[]::new));

        events.subList(0, 2).forEach(InFlightEvent::leave);
        assertThat(source.relieved).isZero();
        events.get(2).leave();

        assertThat(source.relieved).isEqualTo(1);
    }

    private static final class Sample extends InFlightEvent {

        Sample(String body) {
            super(Event.of(body.getBytes(StandardCharsets.UTF_8)), System.nanoTime(), body.length());
        }

        @Override
        public String position() {
            return "orders@1";
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }

        @Override
        public void ended(DeliveryResult result) {
            leave();
        }
    }
}
