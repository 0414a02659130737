package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.impl.LongStringHelper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.CloudEventsMode;

class OutstandingConfirmsTest {

    private static final AmqpEncoder WRITING =
            new AmqpEncoder(QueueOrExchange.exchange("vip"), ExchangeType.BY_ROUTING_KEY, CloudEventsMode.KEEP);
    private static final SendError UNROUTABLE = SendError.permanent("unroutable");

    private final OutstandingConfirms unconfirmed = new OutstandingConfirms();

    @Test
    void findsTheReturnedAmongLikeBodiesByItsHeaders() {
        OutstandingConfirm first = published(1, "a");
        OutstandingConfirm second = published(2, "b");
        assertThat(unconfirmed.returned(message("b"), UNROUTABLE)).isEmpty();
        assertThat(first.returned()).isEmpty();
        assertThat(second.returned()).contains(UNROUTABLE);
    }

    @Test
    void hasRoomAgainForAsManyAsOneConfirmAnswers() {
        int most = 0;
        while (unconfirmed.hasRoom()) {
            most++;
            published(most, "a");
        }
        assertThat(unconfirmed.confirmed(most - 1, true, 0))
                .extracting(OutstandingConfirm::number)
                .containsExactlyElementsOf(LongStream.range(1, most).boxed().toList());
        for (int i = 1; i < most; i++) {
            assertThat(unconfirmed.hasRoom()).isTrue();
        }
        assertThat(unconfirmed.hasRoom()).isFalse();
        assertThat(unconfirmed.all()).extracting(OutstandingConfirm::number).containsExactly((long) most);
    }

    @Test
    void takesTwoThatCannotBeToldApartOneAfterTheOther() {
        OutstandingConfirm first = published(1, "a");
        OutstandingConfirm second = published(2, "a");
        unconfirmed.returned(message("a"), UNROUTABLE);
        assertThat(first.returned()).contains(UNROUTABLE);
        assertThat(second.returned()).isEmpty();
        unconfirmed.returned(message("a"), UNROUTABLE);
        assertThat(second.returned()).contains(UNROUTABLE);
    }

    @Test
    void explainsARefusalByAReturnThatFollows() {
        OutstandingConfirm only = published(1, "a");
        assertThat(unconfirmed.refused(1, false, 0)).isEmpty();
        assertThat(unconfirmed.returned(message("a"), UNROUTABLE)).contains(only);
        assertThat(unconfirmed.refusedBefore(1)).isEmpty();
    }

    @Test
    void refusesWhatNoReturnExplains() {
        OutstandingConfirm only = published(1, "a");
        unconfirmed.refused(1, false, 0);
        assertThat(unconfirmed.refusedBefore(0)).isEmpty();
        assertThat(unconfirmed.refusedBefore(1)).containsExactly(only);
    }

    @Test
    void takesNothingOnceClosed() {
        OutstandingConfirm first = published(1, "a");
        assertThat(unconfirmed.close()).containsExactly(first);
        assertThat(unconfirmed.add(pending(2, "b"))).isFalse();
        assertThat(unconfirmed.confirmed(2, true, 0)).isEmpty();
    }

    @Test
    void isSilentOnlyWhereNothingAtAllIsAnswered() {
        published(1, "a");
        published(2, "b");
        assertThat(unconfirmed.isSilentSince(0)).isFalse();
        assertThat(unconfirmed.isSilentSince(1)).isTrue();
        unconfirmed.confirmed(2, false, 5);
        assertThat(unconfirmed.isSilentSince(5)).isFalse();
        assertThat(unconfirmed.isSilentSince(6)).isTrue();
        unconfirmed.confirmed(1, false, 7);
        assertThat(unconfirmed.isSilentSince(8)).isFalse();
    }

    private OutstandingConfirm published(long number, String header) {
        OutstandingConfirm pending = pending(number, header);
        unconfirmed.add(pending);
        return pending;
    }

    private static OutstandingConfirm pending(long number, String header) {
        Headers headers = Headers.received(List.of(new Header("h", Bytes.ofText(header))));
        return new OutstandingConfirm(number, new Silent(headers), WRITING, 0);
    }

    private static Return message(String header) {
        BasicProperties properties = new BasicProperties.Builder()
                .headers(Map.of("h", LongStringHelper.asLongString(header)))
                .build();
        return new Return(312, "NO_ROUTE", "vip", "rk", properties, new byte[1]);
    }

    /** Nobody listens to its answers here. */
    private record Silent(Headers headers) implements PendingSend {
        @Override
        public OutboundMessage message() {
            Event event = new Event(Bytes.of(new byte[1]), Bytes.absent(), headers);
            return new OutboundMessage(event, Map.of("routingKey", "rk"));
        }

        @Override
        public String id() {
            return "route/orders@1";
        }

        @Override
        public void confirmed(Optional<Event> reply) {}

        @Override
        public void refused(SendError error) {}
    }
}
