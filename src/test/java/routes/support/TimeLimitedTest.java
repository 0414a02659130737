package routes.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitedTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void givesWhatWasMade() {
        assertThat(TimeLimited.within(LONG, () -> "made")).contains("made");
    }

    @Test
    void doesNotWaitForEver() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(TimeLimited.within(Duration.ofMillis(10), () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "late";
                }))
                .isEmpty();
        never.countDown();
    }

    @Test
    void failsAsTheWorkDoes() {
        assertThatThrownBy(() -> TimeLimited.within(LONG, () -> {
                    throw new IllegalArgumentException("wrong");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }
}
