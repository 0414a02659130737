package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuredIntervalTest {

    @Test
    void asksForAsManyEventsAsWarmUpAndTheRestTake() {
        // given
        MeasuredInterval stretch = new MeasuredInterval(Duration.ofSeconds(20), Duration.ofSeconds(8));
        // when
        double times = stretch.shortBy(Duration.ofSeconds(7));
        // then
        assertThat(times).isEqualTo(4);
    }

    @Test
    void asksForMoreWhereTheShareOfTheWarmUpLeavesTooLittle() {
        // given
        MeasuredInterval stretch = new MeasuredInterval(Duration.ZERO, Duration.ofSeconds(10));
        // when
        double times = stretch.shortBy(Duration.ofSeconds(10));
        // then
        assertThat(times).isCloseTo(1.69, within(0.01));
    }
}
