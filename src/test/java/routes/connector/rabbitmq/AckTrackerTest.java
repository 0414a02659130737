package routes.connector.rabbitmq;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.connector.rabbitmq.AckTracker.Ack;
import routes.connector.rabbitmq.AckTracker.Taken;

class AckTrackerTest {

    private final AckTracker acknowledgements = new AckTracker();
    private final List<Taken> taken = new ArrayList<>();

    @BeforeEach
    void prefetchMany() {
        acknowledgements.prefetched(1000);
    }

    @Test
    void acknowledgesManyAtOnceUpToTheOldestUnfinished() {
        take(5);
        finish(0, 1, 3);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1))).isEmpty();
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(6))).containsExactly(new Ack(2, true));
        assertThat(acknowledgements.unacknowledged()).isEqualTo(3);
    }

    @Test
    void acknowledgesOneByOneBehindOneThatTakesLong() {
        take(4);
        finish(0, 2, 3);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1500)))
                .containsExactly(new Ack(1, true), new Ack(3, false), new Ack(4, false));
        assertThat(acknowledgements.unacknowledged()).isEqualTo(1);
        finish(1);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1600))).containsExactly(new Ack(2, true));
        assertThat(acknowledgements.unacknowledged()).isZero();
        assertThat(acknowledgements.waiting()).isFalse();
    }

    @Test
    void neverAcknowledgesATagTwice() {
        take(3);
        finish(1);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1500))).containsExactly(new Ack(2, false));
        finish(0);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1600))).containsExactly(new Ack(1, true));
        finish(2);
        assertThat(acknowledgements.due(MILLISECONDS.toNanos(1700))).containsExactly(new Ack(3, true));
    }

    @Test
    void acknowledgesAllThatIsFinishedAtTheEnd() {
        take(3);
        finish(0, 2);
        assertThat(acknowledgements.rest()).containsExactly(new Ack(1, true), new Ack(3, false));
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            taken.add(acknowledgements.taken(taken.size() + 1L, 0));
        }
    }

    private void finish(int... which) {
        for (int each : which) {
            acknowledgements.finished(taken.get(each), 0);
        }
    }
}
