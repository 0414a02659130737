package routes.connector.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import routes.model.AwsConnection;

class SqsComponentTest {

    @Test
    void keepsAConnectionGoingWhileAnotherWaits() throws Exception {
        AwsConnection connection = new AwsConnection("eu-west-1", Optional.empty(), Optional.empty(), Optional.empty());
        try (SqsComponent stalled = new SqsComponent("stalled", connection);
                SqsComponent well = new SqsComponent("well", connection)) {
            CountDownLatch credentials = new CountDownLatch(1);
            stalled.clock().execute(() -> await(credentials));

            well.clock().submit(() -> {}).get(5, TimeUnit.SECONDS);

            assertThat(credentials.getCount()).isEqualTo(1);
            credentials.countDown();
            stalled.shutdown();
            well.shutdown();
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
