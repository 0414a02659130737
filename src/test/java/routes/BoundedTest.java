package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void givesWhatWasMade() {
        assertThat(Bounded.within(LONG, () -> "made")).contains("made");
    }

    @Test
    void doesNotWaitForEver() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(Bounded.within(Duration.ofMillis(10), () -> {
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
        assertThatThrownBy(() -> Bounded.within(LONG, () -> {
                    throw new IllegalArgumentException("wrong");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
    }
}
