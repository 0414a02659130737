package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.event.Batch;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.pipeline.Pipeline;
import routes.telemetry.RouteMeters;
import routes.testkit.TestHome;

class RoutingProcessorTest {

    @TempDir
    private Path home;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private RoutingProcessor processor;

    @BeforeEach
    void compile() {
        new TestHome(home)
                .with("hub.yaml", "connections: { kafka: { kafka: { brokers: localhost:1 } } }\n")
                .with("routes/orders.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: a } }
                            steps: [ { filter: '$source.position == "1"' } ]
                            to: { kafka: { topic: b } }
                            deadLetter: { kafka: { topic: c } }
                        """);
        Pipeline pipeline = CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home))
                .pipelines()
                .get("orders");
        processor = new RoutingProcessor("orders", pipeline, new RouteMeters(new SimpleMeterRegistry(), "orders"));
    }

    private Exchange batchOf(ReceivedEvent... events) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(new Batch.Received(List.of(events)));
        return exchange;
    }

    private final class Received extends ReceivedEvent {
        private final Optional<Error> error;

        Received(Optional<Error> error) {
            super(Event.of("{}".getBytes()), 0);
            this.error = error;
        }

        @Override
        public String position() {
            error.ifPresent(thrown -> {
                throw thrown;
            });
            return "1";
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }

        @Override
        public void ended(DeliveryResult result) {
            acknowledged.incrementAndGet();
        }

        @Override
        public void returned() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread", "class"})
    void decidesNothingAboutABatchWhereThreadsOrClassesAreMissing(String missing) {
        Error error = missing.equals("thread")
                ? new OutOfMemoryError("unable to create native thread: possibly out of memory")
                : new NoClassDefFoundError("a/B");
        Exchange batch = batchOf(new Received(Optional.empty()), new Received(Optional.of(error)));

        assertThatThrownBy(() -> processor.process(batch)).isSameAs(error);

        assertThat(batch.getMessage().getBody()).isInstanceOf(Batch.Received.class);
        assertThat(acknowledged).hasValue(0);
    }

    @Test
    void makesADeadLetterOfTheEventThatIsNestedTooDeeplyAndDeliversTheOthers() {
        Exchange batch = batchOf(new Received(Optional.empty()), new Received(Optional.of(new StackOverflowError())));

        processor.process(batch);

        assertThat(batch.getMessage().getBody(Batch.Routed.class).events())
                .extracting(event -> event.decision().getClass().getSimpleName())
                .containsExactly(
                        RoutingDecision.Deliver.class.getSimpleName(), RoutingDecision.Failed.class.getSimpleName());
    }
}
