package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.compile.ResolvedRoute;
import routes.config.ConfigReader;
import routes.connector.HubEndpoint;
import routes.connector.TargetProducer;
import routes.delivery.DeliveryContext;
import routes.delivery.DeliveryProcessor;
import routes.delivery.DeliveryTarget;
import routes.event.PendingSend;
import routes.event.Readiness;
import routes.telemetry.RouteMeters;
import routes.testkit.TestHome;

class RouteSupervisorTest {

    @TempDir
    private Path home;

    @Test
    void asksAgainAfterACheckThatFailedUnexpectedly() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            // given
            camel.start();
            Failing place = new Failing();
            RouteSupervisor route = route(camel, place, timer);
            // when
            route.start();
            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> place.asked.get() >= 2);
            assertThat(route.condition().problems())
                    .containsExactly("source: the check failed unexpectedly: java.lang.NoClassDefFoundError");
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void keepsNoThreadWhileItWaitsForAnswersAndAsksAPlaceOfTwoUsesOnce() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            // given
            camel.start();
            Silent place = new Silent();
            Queue<Runnable> work = new ConcurrentLinkedQueue<>();
            RouteSupervisor route =
                    route(camel, Map.of("kafka:a", place, "dead letter kafka:a", place), work::add, timer);
            // when
            route.start();
            // then
            assertThat(work).isEmpty();
            assertThat(place.asked).hasValue(1);
            place.answer.complete(Readiness.notReady("no such topic"));
            work.remove().run();
            assertThat(route.condition().problems())
                    .containsExactlyInAnyOrder("kafka:a: no such topic", "dead letter kafka:a: no such topic");
        } finally {
            timer.shutdownNow();
        }
    }

    private RouteSupervisor route(DefaultCamelContext camel, HubEndpoint place, ScheduledExecutorService timer)
            throws Exception {
        return route(camel, Map.of("source", place), Runnable::run, timer);
    }

    private RouteSupervisor route(
            DefaultCamelContext camel,
            Map<String, HubEndpoint> places,
            Executor threads,
            ScheduledExecutorService timer)
            throws Exception {
        HubEndpoint place = places.values().iterator().next();
        CompiledConfiguration compiled = compiled();
        ResolvedRoute resolved = compiled.resolvedRoutes().get("orders");
        RouteMeters meters = new RouteMeters(new SimpleMeterRegistry(), "orders");
        DeliveryTarget.DeadLetterTarget none = new DeliveryTarget.DeadLetterTarget(
                new DeliveryTarget("dead", place, 1, false), Optional.empty(), Map.of(), false);
        DeliveryContext context =
                new DeliveryContext(meters, Runnable::run, timer, Clock.systemUTC(), () -> 0.5, "1", "hash");
        DeliveryProcessor delivery =
                new DeliveryProcessor("orders", List.of(), none, resolved.spec().retry(), context);
        RoutingProcessor decide =
                new RoutingProcessor("orders", compiled.pipelines().get("orders"), meters);
        HubRouteBuilder builder =
                new HubRouteBuilder("orders", resolved.spec(), camel.getEndpoint("direct:orders"), decide, delivery);
        ManagedRoute managedRoute = new ManagedRoute(
                "orders",
                meters,
                new RouteHalts(Optional.empty(), Clock.systemUTC()),
                Duration.ofSeconds(5),
                Clock.systemUTC());
        RouteSupervisor route = new RouteSupervisor(
                "orders",
                resolved,
                new CamelRouteHandle("orders", camel, new RouteTracker(), builder),
                new EndpointReadiness("orders", places, timer),
                new RouteEvents(decide, delivery),
                threads,
                managedRoute);
        managedRoute.begin(route);
        return route;
    }

    private CompiledConfiguration compiled() {
        new TestHome(home).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """).with("routes/orders.yaml", """
                        routes: { orders: { from: { kafka: { topic: a } }, to: { kafka: { topic: b } } } }
                        """);
        return CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
    }

    /** A place whose check has a mistake. */
    private static final class Failing extends Somewhere {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        protected CompletableFuture<Readiness> question() {
            asked.incrementAndGet();
            throw new NoClassDefFoundError("routes/Missing");
        }
    }

    /** A place that answers when the test says so. */
    private static final class Silent extends Somewhere {

        private final AtomicInteger asked = new AtomicInteger();
        private final CompletableFuture<Readiness> answer = new CompletableFuture<>();

        @Override
        protected CompletableFuture<Readiness> question() {
            asked.incrementAndGet();
            return answer;
        }
    }

    private abstract static class Somewhere extends HubEndpoint {

        Somewhere() {
            super("somewhere", null);
        }

        @Override
        public CompletableFuture<Readiness> reach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer createProducer() {
            return new TargetProducer(this) {
                @Override
                protected void send(List<PendingSend> sends) {
                    sends.forEach(send -> send.confirmed());
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
