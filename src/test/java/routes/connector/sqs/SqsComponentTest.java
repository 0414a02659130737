package routes.connector.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SqsComponentTest {

    @Test
    void keepsAConnectionGoingWhileAnotherWaits() throws Exception {
        try (SqsComponent component = new SqsComponent(Map.of())) {
            CountDownLatch credentials = new CountDownLatch(1);
            component.clock("stalled").execute(() -> await(credentials));

            component.clock("well").submit(() -> {}).get(5, TimeUnit.SECONDS);

            assertThat(component.clock("well")).isSameAs(component.clock("well"));
            credentials.countDown();
            component.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
