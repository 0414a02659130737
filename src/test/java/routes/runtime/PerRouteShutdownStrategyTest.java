package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerRouteShutdownStrategyTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForEventsNoLongerThanItIsToldWhetherItComesBeforeTheStartOrAfterIt(boolean afterTheStart)
            throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            if (afterTheStart) {
                camel.start();
            }
            // when
            PerRouteShutdownStrategy.install(camel, Duration.ofMillis(2500));
            camel.start();
            // then
            assertThat(camel.getShutdownStrategy()).isInstanceOf(PerRouteShutdownStrategy.class);
            assertThat(camel.getShutdownStrategy().getTimeUnit()).isEqualTo(TimeUnit.MILLISECONDS);
            assertThat(camel.getShutdownStrategy().getTimeout()).isEqualTo(2500);
        }
    }

    @Test
    void leavesTheOtherRoutesAloneWhereOneIsForcedToStop() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            // given
            camel.setShutdownStrategy(new PerRouteShutdownStrategy(camel));
            Door slow = new Door(camel, "slow");
            Door other = new Door(camel, "other");
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(slow).routeId("slow").process(exchange -> {
                        begun.countDown();
                        end.await();
                    });
                    from(other).routeId("other").process(exchange -> exchange.setProperty("seen", true));
                }
            });
            camel.start();
            CompletableFuture<Exchange> stuck = CompletableFuture.supplyAsync(slow::take);
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            // when
            camel.getRouteController().stopRoute("slow", 10, TimeUnit.MILLISECONDS);
            // then
            assertThat(other.take().getProperty("seen")).isEqualTo(true);
            end.countDown();
            stuck.get(30, TimeUnit.SECONDS);
        }
    }

    /** A source that takes an event when it is told to. */
    private static final class Door extends DefaultEndpoint {

        private Processor way;

        Door(DefaultCamelContext camel, String name) {
            super("door:" + name, null);
            setCamelContext(camel);
        }

        Exchange take() {
            Exchange exchange = createExchange();
            try {
                way.process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            return exchange;
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            way = processor;
            return new DefaultConsumer(this, processor);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("a source only");
        }
    }
}
