package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.EventStatus.Where;
import routes.control.OrderEffect;
import routes.delivery.DeliveryContext;
import routes.delivery.DeliveryProcessor;
import routes.delivery.DeliveryTarget;
import routes.delivery.ManualTimer;
import routes.delivery.Moment;
import routes.event.Batch;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.BackoffRange;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;
import routes.pipeline.Pipeline;
import routes.telemetry.RouteMeters;
import routes.testkit.CapturedLog;
import routes.testkit.TestHome;

/** Events that take too long in the steps of a route. */
class EventWatchdogTest {

    private static final String ENDLESS =
            "every $i in 1 to 2000000000, $j in 1 to 2000000000 satisfies $i + $j > 0 or name(/*) = 'a'";

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private static final List<String> RETURNED = new CopyOnWriteArrayList<>();

    private final CapturedLog log = CapturedLog.listen();

    @TempDir
    private Path home;

    @AfterEach
    void end() {
        log.close();
    }

    private static ReceivedEvent received(int offset, String body) {
        return new ReceivedEvent(Event.of(body.getBytes(StandardCharsets.UTF_8)), System.nanoTime()) {
            @Override
            public String position() {
                return "orders-0@" + offset;
            }

            @Override
            public Optional<Instant> time() {
                return Optional.empty();
            }

            @Override
            public void ended(DeliveryResult result) {
                throw new AssertionError("nothing is delivered here");
            }

            @Override
            public void returned() {
                RETURNED.add(position());
            }
        };
    }

    private RoutingProcessor routing() {
        new TestHome(home).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """).with("routes/orders.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: orders } }
                            steps:
                              - filter: { xpath: "name(/*) != 'b' or (%s)" }
                            to: { kafka: { topic: out } }
                        """.formatted(ENDLESS));
        CompiledConfiguration compiled =
                CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
        Pipeline pipeline = compiled.pipelines().get("orders");
        return new RoutingProcessor("orders", pipeline, new RouteMeters(new SimpleMeterRegistry(), "orders"));
    }

    private static RouteEvents events(RoutingProcessor routing) {
        return new RouteEvents(
                routing,
                new DeliveryProcessor(
                        "orders",
                        List.of(),
                        new DeliveryTarget.DeadLetterTarget(
                                new DeliveryTarget("dead", CAMEL.getEndpoint("direct:dead"), 1, false),
                                Optional.empty(),
                                Map.of(),
                                false),
                        new RetrySpec(1, BackoffRange.parse("1s..1s"), 0, Duration.ofMinutes(1)),
                        new DeliveryContext(
                                new RouteMeters(new SimpleMeterRegistry(), "orders"),
                                Runnable::run,
                                new ManualTimer(),
                                Clock.systemUTC(),
                                () -> 0.5,
                                "1",
                                "hash")));
    }

    private static void look(EventWatchdog watchdog, RouteEvents events) {
        watchdog.look(List.of(new EventWatchdog.Watched(events, Duration.ofMinutes(1), false)));
    }

    @Test
    void saysWhichStepHoldsWhichEventAndLetsAnOperatorEndIt() throws Exception {
        // given
        RoutingProcessor routing = routing();
        RouteEvents events = events(routing);
        EventWatchdog watchdog = new EventWatchdog("orders", Duration.ofSeconds(2), Clock.systemUTC());
        Exchange exchange = new DefaultExchange(CAMEL);
        List<ReceivedEvent> batch = new ArrayList<>();
        batch.add(received(6, "<a/>"));
        batch.add(received(7, "<b/>"));
        batch.add(received(8, "<a/>"));
        batch.add(received(9, "<b/>"));
        exchange.getMessage().setBody(new Batch.Received(batch));
        // when
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> routing.process(exchange));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            look(watchdog, events);
            return !watchdog.problems().isEmpty();
        });
        // then
        assertThat(watchdog.problems().get(0))
                .startsWith("steps[0].filter has been working on the event orders-0@7 since ")
                .endsWith(
                        "POST /api/v1/routes/orders/in-flight/orders-0@7/dead-letter?reason=… makes it a dead letter");
        look(watchdog, events);
        assertThat(log.lines().stream().filter(line -> line.contains("A step does not finish")))
                .hasSize(1);
        List<EventStatus> status = events.status(Moment.now(Clock.systemUTC()));
        assertThat(status.stream().map(EventStatus::where))
                .containsExactly(Where.BEFORE_STEPS, Where.IN_STEP, Where.BEFORE_STEPS, Where.BEFORE_STEPS);
        assertThat(status.get(1).at()).contains("steps[0].filter");
        assertThat(events.oldestAgeNanos()).isPresent();
        ReplicaEvents replica = new ReplicaEvents(route -> List.of(events, events));
        for (EventOrder.Action action : List.of(EventOrder.Action.CUT, EventOrder.Action.DISCARD)) {
            assertThat(replica.order("orders", "orders-0@9", new EventOrder(action, "anna", Instant.EPOCH, "two")))
                    .isEqualTo(OrderEffect.AMBIGUOUS);
        }
        // when
        EventOrder order = new EventOrder(EventOrder.Action.DEAD_LETTER, "anna", Instant.EPOCH, "endless");
        assertThat(events.order("orders-0@9", order)).isEqualTo(OrderEffect.TAKEN);
        assertThat(events.order("orders-0@7", order)).isEqualTo(OrderEffect.TAKEN);
        assertThat(events.order("orders-0@10", order)).isEqualTo(OrderEffect.NOT_HERE);
        assertThat(events.order(
                        "orders-0@9", new EventOrder(EventOrder.Action.DISCARD, "anna", Instant.EPOCH, "endless")))
                .isEqualTo(OrderEffect.NOT_PARKED);
        done.get(30, TimeUnit.SECONDS);
        // then
        List<Batch.RoutedEvent> routed =
                exchange.getMessage().getBody(Batch.Routed.class).events();
        assertThat(routed.get(0).decision()).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(routed.get(2).decision()).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(List.of(routed.get(1).decision(), routed.get(3).decision()))
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(RoutingDecision.Failed.class, failed -> {
                            assertThat(failed.failure().reason()).isEqualTo(DeadLetterReason.OPERATOR);
                            assertThat(failed.failure().detail()).isEqualTo("the operator anna gave it up: endless");
                        }));
        look(watchdog, events);
        assertThat(watchdog.problems()).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.contains("No step takes too long any more"));
    }

    @Test
    void endsTheStepsWhenTheRouteStopsAndGivesTheEventsBack() throws Exception {
        // given
        RoutingProcessor routing = routing();
        routing.start();
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(new Batch.Received(List.of(received(20, "<b/>"), received(21, "<a/>"))));
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> routing.process(exchange));
        await().until(() -> events(routing).status(Moment.now(Clock.systemUTC())).stream()
                .anyMatch(event -> event.where() == Where.IN_STEP));
        // when
        routing.stop();
        done.get(30, TimeUnit.SECONDS);
        // then
        assertThat(exchange.getMessage().getBody(Batch.Routed.class).events()).isEmpty();
        assertThat(RETURNED).containsExactly("orders-0@20", "orders-0@21");
        assertThat(events(routing).status(Moment.now(Clock.systemUTC()))).isEmpty();
    }
}
