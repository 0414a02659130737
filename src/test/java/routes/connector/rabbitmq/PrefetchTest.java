package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import routes.connector.InFlightLimit;
import routes.connector.InFlightMemory;

class PrefetchTest {

    private final InFlightLimit bound =
            new InFlightLimit(1000, 1_000_000, new InFlightMemory(Long.MAX_VALUE), () -> {});
    private final Prefetch prefetch = new Prefetch(bound);

    @Test
    void isSmallUntilASizeIsKnown() {
        assertThat(prefetch.room(0, 0)).isEqualTo(4);
    }

    @Test
    void isAllThatTheBoundAllowsWhereBodiesAreSmall() {
        see(16, 100);
        assertThat(prefetch.room(0, 0)).isEqualTo(1000);
    }

    @Test
    void isAsMuchAsTheBytesAllowWhereBodiesAreLarge() {
        see(16, 100_000);
        assertThat(prefetch.room(0, 0)).isEqualTo(10);
        assertThat(prefetch.most()).isEqualTo(10);
    }

    @Test
    void isOneWhereABodyIsLargerThanTheBound() {
        see(1, 5_000_000);
        assertThat(prefetch.room(0, 0)).isEqualTo(1);
    }

    @Test
    void leavesRoomForWhatIsInFlightAndForWhatWaits() {
        see(16, 100_000);
        bound.add(100_000);
        bound.add(100_000);
        assertThat(prefetch.room(3, 300_000)).isEqualTo(5);
    }

    @Test
    void isNothingWhileTheBoundIsFull() {
        see(16, 10);
        bound.add(1_000_000);
        assertThat(prefetch.room(0, 0)).isZero();
        bound.remove(1_000_000);
        assertThat(prefetch.room(0, 0)).isEqualTo(1000);
    }

    @Test
    void followsSizesThatChange() {
        see(1000, 100);
        see(1000, 100_000);
        assertThat(prefetch.most()).isBetween(10, 11);
        see(3000, 100);
        assertThat(prefetch.most()).isEqualTo(1000);
    }

    private void see(int times, int size) {
        for (int i = 0; i < times; i++) {
            prefetch.seen(size);
        }
    }
}
