package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.BackoffRange;
import routes.model.RetrySpec;

/** A delivery with its targets, its timer and its books. All happens on the test's thread. */
final class DeliveryFixture {

    /** Never started, and costly to make. */
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    final ManualTimer timer = new ManualTimer();
    final RecordedMetrics books = new RecordedMetrics();
    final List<ScriptedTarget> targets;
    final ScriptedTarget deadLetters;
    final List<String> finished = new ArrayList<>();
    final List<DeliveryResult> results = new ArrayList<>();
    final List<String> returned = new ArrayList<>();
    boolean sourceGivesAgain = true;
    boolean sourceHasLostAll;
    /** What happens while a source acknowledges an event. */
    Runnable whenEnded = () -> {};

    final DeliveryProcessor delivery;
    /** Numbers for the jitter. */
    double chance = 0.5;

    int exchangesDone;
    private long position;

    DeliveryFixture(int count, int window, RetrySpec retry) {
        this(IntStream.range(0, count).mapToObj(i -> "t" + i).toList(), window, retry);
    }

    /** @param labels of the targets, which may be equal */
    DeliveryFixture(List<String> labels, int window, RetrySpec retry) {
        this(labels, window, retry, false);
    }

    /** @param cuts whether dead letters that are too large are cut */
    private DeliveryFixture(List<String> labels, int window, RetrySpec retry, boolean cuts) {
        int count = labels.size();
        this.targets = IntStream.range(0, count)
                .mapToObj(i -> new ScriptedTarget(CAMEL, "t" + i))
                .toList();
        this.deadLetters = new ScriptedTarget(CAMEL, "dead");
        List<DeliveryTarget> targets = IntStream.range(0, count)
                .mapToObj(i -> new DeliveryTarget(labels.get(i), this.targets.get(i), window, true))
                .toList();
        DeliveryTarget dead = new DeliveryTarget("dead", deadLetters, window, false);
        this.delivery = new DeliveryProcessor(
                "route",
                targets,
                new DeliveryTarget.DeadLetterTarget(dead, Optional.empty(), Map.of(), cuts),
                retry,
                new DeliveryContext(books, Runnable::run, timer, timer.clock(), () -> chance, "1.2", "c0ffee"));
        delivery.start();
    }

    static DeliveryFixture with(int targets, int window) {
        return new DeliveryFixture(
                targets, window, new RetrySpec(3, BackoffRange.parse("100ms..1s"), 0, Duration.ofMinutes(1)));
    }

    /** A delivery to one target that cuts dead letters which are too large. */
    static DeliveryFixture cutting() {
        return new DeliveryFixture(
                List.of("t0"), 1, new RetrySpec(3, BackoffRange.parse("100ms..1s"), 0, Duration.ofMinutes(1)), true);
    }

    ScriptedTarget target() {
        return targets.get(0);
    }

    /** Events written {@code key:body}, or {@code body} for none with a key, to every target. */
    void give(String... events) {
        int[] all = IntStream.range(0, targets.size()).toArray();
        hand(Arrays.stream(events).map(text -> passage(event(text), all)).toList());
    }

    void hand(List<Batch.RoutedEvent> events) {
        books.received(events.size());
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(new Batch.Routed(events));
        delivery.process(exchange, doneSync -> exchangesDone++);
    }

    static Event event(String text) {
        int colon = text.indexOf(':');
        Bytes key = colon < 0 ? Bytes.absent() : Bytes.ofText(text.substring(0, colon));
        return new Event(Bytes.ofText(text), key, Headers.none());
    }

    Batch.RoutedEvent passage(Event event, int... to) {
        List<RoutingDecision.Send> addresses = Arrays.stream(to)
                .mapToObj(i -> new RoutingDecision.Send(i, new OutboundMessage(event, Map.of())))
                .toList();
        return passage(event, new RoutingDecision.Deliver(addresses));
    }

    Batch.RoutedEvent passage(Event event, RoutingDecision decision) {
        long at = position++;
        ReceivedEvent received = new ReceivedEvent(event, System.nanoTime()) {
            @Override
            public String position() {
                return "orders-0@" + at;
            }

            @Override
            public Optional<Instant> time() {
                return Optional.of(Instant.EPOCH);
            }

            @Override
            public void ended(DeliveryResult result) {
                results.add(result);
                finished.add(event.body().toString());
                whenEnded.run();
            }

            @Override
            public void returned() {
                returned.add(event.body().toString());
            }

            @Override
            public boolean isRevoked() {
                return sourceHasLostAll;
            }

            @Override
            public boolean comesAgain() {
                return sourceGivesAgain;
            }
        };
        return new Batch.RoutedEvent(received, decision);
    }
}
