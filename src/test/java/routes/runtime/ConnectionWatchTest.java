package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.junit.jupiter.api.Test;
import routes.connector.HubEndpoint;
import routes.delivery.WatchedTarget;
import routes.event.Readiness;

class ConnectionWatchTest {

    private static final Readiness DOWN = Readiness.notReady("no answer");

    private final AtomicLong now = new AtomicLong(5);
    private final ConnectionWatch watch = new ConnectionWatch(this::run, () -> 0.5, now::get);
    private final Connection rabbit = new Connection();
    private final Connection kafka = new Connection();
    private final List<Watched> running = new ArrayList<>();
    private boolean noThread;

    @Test
    void asksOnceForAllTargetsOfAConnectionInEachInterval() {
        Watched billing = target(rabbit);
        Watched shipping = target(rabbit);
        target(kafka);

        pass(60);

        assertThat(rabbit.asked).isEqualTo(3); // at 16, 31 and 46 s
        assertThat(kafka.asked).isEqualTo(3);
        assertThat(billing.told).hasSize(3).allMatch(Readiness::isReady);
        assertThat(shipping.told).hasSize(3);
    }

    @Test
    void believesAFailureWhenASecondQuestionFailsTooAndThenTellsAllTargetsOfTheConnection() {
        Watched billing = target(rabbit);
        Watched shipping = target(rabbit);
        Watched orders = target(kafka);
        pass(20);
        rabbit.answer = DOWN;

        pass(15);

        assertThat(List.of(billing, shipping))
                .allSatisfy(target -> assertThat(target.last()).isEqualTo(DOWN));
        assertThat(orders.told).allMatch(Readiness::isReady);
        rabbit.answer = Readiness.ready();
        pass(16);
        assertThat(billing.last().isReady()).isTrue();
    }

    @Test
    void doesNotBelieveASingleFailure() {
        Watched billing = target(rabbit);
        pass(14);
        rabbit.answer = DOWN;
        pass(2);
        rabbit.answer = Readiness.ready();
        pass(30);

        assertThat(billing.told).isNotEmpty().allMatch(Readiness::isReady);
    }

    @Test
    void asksNothingWhileATargetOfTheConnectionConfirmsEvents() {
        Watched busy = target(rabbit);
        Watched idle = target(rabbit);
        rabbit.answer = DOWN;

        for (int second = 0; second < 60; second++) {
            busy.confirmations++;
            pass(1);
        }

        assertThat(rabbit.asked).isZero();
        assertThat(idle.told).isNotEmpty().allMatch(Readiness::isReady);
        pass(60);
        assertThat(rabbit.asked).isPositive();
    }

    @Test
    void asksNothingMoreOnceNoRouteUsesTheConnection() {
        target(rabbit);
        pass(20);
        running.clear();

        pass(60);

        assertThat(rabbit.asked).isEqualTo(1);
    }

    @Test
    void asksAgainWhenAQuestionFailsUnexpectedly() {
        Watched billing = target(rabbit);
        rabbit.broken = true;

        pass(60);

        assertThat(rabbit.asked).isGreaterThan(1);
        assertThat(billing.told).allMatch(Readiness::isReady);
    }

    @Test
    void asksAgainWhenAQuestionCannotEvenBeAsked() {
        Watched billing = target(rabbit);
        rabbit.throwing = true;
        pass(20);

        rabbit.throwing = false;
        pass(20);

        assertThat(rabbit.asked).isGreaterThan(1);
        assertThat(billing.told).isNotEmpty().allMatch(Readiness::isReady);
    }

    @Test
    void asksAgainWhenNoThreadTookTheAnswer() {
        Watched billing = target(rabbit);
        noThread = true;
        pass(20);
        assertThat(billing.told).isEmpty();

        noThread = false;
        pass(20);

        assertThat(rabbit.asked).isGreaterThan(1);
        assertThat(billing.told).isNotEmpty();
    }

    @Test
    void asksAgainWhenATargetCannotBeTold() {
        Watched billing = target(rabbit);
        billing.broken = true;
        pass(40);

        assertThat(rabbit.asked).isEqualTo(2);
    }

    private void run(Runnable work) {
        if (noThread) {
            throw new RejectedExecutionException("the executor is shut down");
        }
        work.run();
    }

    private Watched target(Connection connection) {
        Watched target = new Watched(new Somewhere(connection));
        running.add(target);
        return target;
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            watch.look(running.stream().map(WatchedTarget.class::cast));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    private static final class Watched implements WatchedTarget {
        private final HubEndpoint endpoint;
        private final List<Readiness> told = new ArrayList<>();
        private long confirmations;
        private boolean broken;

        Watched(HubEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public HubEndpoint endpoint() {
            return endpoint;
        }

        @Override
        public long confirmations() {
            return confirmations;
        }

        @Override
        public void looked(Readiness readiness) {
            if (broken) {
                throw new IllegalStateException("a mistake");
            }
            told.add(readiness);
        }

        Readiness last() {
            return told.get(told.size() - 1);
        }
    }

    private static final class Connection extends DefaultComponent {
        private int asked;
        private boolean broken;
        private boolean throwing;
        private Readiness answer = Readiness.ready();

        @Override
        protected org.apache.camel.Endpoint createEndpoint(
                String uri, String remaining, java.util.Map<String, Object> parameters) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Somewhere extends HubEndpoint {
        private final Connection connection;

        Somewhere(Connection connection) {
            super("somewhere", connection);
            this.connection = connection;
        }

        @Override
        public CompletableFuture<Readiness> reach() {
            connection.asked++;
            if (connection.throwing) {
                throw new IllegalStateException("a mistake");
            }
            return connection.broken
                    ? CompletableFuture.failedFuture(new IllegalStateException("a mistake"))
                    : CompletableFuture.completedFuture(connection.answer);
        }

        @Override
        protected CompletableFuture<Readiness> question() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
