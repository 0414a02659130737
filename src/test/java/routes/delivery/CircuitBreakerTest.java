package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;

class CircuitBreakerTest {

    private final CircuitBreaker breaker = new CircuitBreaker();
    private final DeliveryAttempt attempt = attempt();

    @Test
    void sendsEverythingWhileItIsClosed() {
        breaker.sending(attempt);

        assertThat(breaker.allowsSending()).isTrue();
        assertThat(breaker.permits(500)).isEqualTo(500);
        assertThat(breaker.answered(attempt)).as("no probe").isFalse();
        assertThat(breaker.reason()).isEmpty();
    }

    @Test
    void sendsNothingUntilThePauseIsOver() {
        assertThat(breaker.trip("away", false)).contains(1);

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(breaker.allowsSending()).isFalse();
        assertThat(breaker.reason()).contains("away");
    }

    @Test
    void beginsOnePauseHoweverManyMessagesTellOfTheOutage() {
        breaker.trip("away", false);

        assertThat(breaker.trip("still away", false)).isEmpty();
        assertThat(breaker.reason()).contains("still away");
    }

    @Test
    void sendsOneProbeWhenThePauseIsOver() {
        breaker.trip("away", false);
        breaker.pauseIsOver();

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(breaker.permits(500)).isEqualTo(1);
        breaker.sending(attempt);
        assertThat(breaker.allowsSending()).isFalse();
        assertThat(breaker.answered(attempt())).as("another message").isFalse();
        assertThat(breaker.answered(attempt)).isTrue();
    }

    @Test
    void opensAgainWhenTheProbeFailsAndCountsHowOften() {
        breaker.trip("away", false);
        breaker.pauseIsOver();
        breaker.sending(attempt);

        assertThat(breaker.trip("away", breaker.answered(attempt))).contains(2);
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void closesWhenTheProbeGetsThroughAndCountsAnew() {
        breaker.trip("away", false);
        breaker.pauseIsOver();
        breaker.sending(attempt);

        assertThat(breaker.close(breaker.answered(attempt))).isTrue();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.reason()).isEmpty();
        assertThat(breaker.trip("away", false)).contains(1);
    }

    @Test
    void staysOpenWhateverAnEarlierMessageIsAnswered() {
        breaker.trip("away", false);

        assertThat(breaker.close(false)).isFalse();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void sendsTheProbeAgainAtOnceWhereItsAnswerSaidNothingAboutTheTarget() {
        breaker.trip("away", false);
        breaker.pauseIsOver();
        breaker.sending(attempt);

        breaker.probeAgain(breaker.answered(attempt));

        assertThat(breaker.allowsSending()).isTrue();
        assertThat(breaker.permits(500)).isEqualTo(1);
    }

    private static DeliveryAttempt attempt() {
        OutboundMessage message = new OutboundMessage(Event.of(new byte[0]), Map.of());
        return new DeliveryAttempt(null, null, "", message, Bytes.absent());
    }
}
