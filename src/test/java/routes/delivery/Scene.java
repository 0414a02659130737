package routes.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.definition.Backoff;
import routes.definition.Retry;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;

/** A delivery with its targets, its timer and its books. All happens on the test's thread. */
final class Scene {

    final HandTimer timer = new HandTimer();
    final Books books = new Books();
    final List<ScriptedTarget> targets;
    final ScriptedTarget deadLetters;
    final List<String> finished = new ArrayList<>();
    final Delivery delivery;
    /** Numbers for the jitter. */
    double chance = 0.5;

    int exchangesDone;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private long position;

    Scene(int targets, int window, Retry retry) {
        this.targets = IntStream.range(0, targets)
                .mapToObj(i -> new ScriptedTarget(camel, "t" + i))
                .toList();
        this.deadLetters = new ScriptedTarget(camel, "dead");
        List<Outlet> outlets = IntStream.range(0, targets)
                .mapToObj(i -> new Outlet("t" + i, this.targets.get(i), window, true, false))
                .toList();
        Outlet dead = new Outlet("dead", deadLetters, window, false, false);
        this.delivery = new Delivery(
                "route",
                outlets,
                new Outlet.LastResort(dead, Optional.empty(), Optional.empty()),
                retry,
                new Circumstances(books, Runnable::run, timer, timer.clock(), () -> chance, "1.2", "c0ffee"));
        delivery.start();
    }

    static Scene with(int targets, int window) {
        return new Scene(targets, window, new Retry(3, Backoff.parse("100ms..1s"), 0));
    }

    ScriptedTarget target() {
        return targets.get(0);
    }

    /** Events written {@code key:body}, or {@code body} for none with a key, to every target. */
    void give(String... events) {
        int[] all = IntStream.range(0, targets.size()).toArray();
        hand(Arrays.stream(events).map(text -> passage(event(text), all)).toList());
    }

    void hand(List<ReceivedEvent> events) {
        books.received(events.size());
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(new Batch(events));
        delivery.process(exchange, doneSync -> exchangesDone++);
    }

    static Event event(String text) {
        int colon = text.indexOf(':');
        Bytes key = colon < 0 ? Bytes.absent() : Bytes.ofText(text.substring(0, colon));
        return new Event(Bytes.ofText(text), key, Headers.none());
    }

    ReceivedEvent passage(Event event, int... to) {
        List<RoutingDecision.Send> addresses = Arrays.stream(to)
                .mapToObj(i -> new RoutingDecision.Send(i, OutboundMessage.of(event)))
                .toList();
        return passage(event, new RoutingDecision.Deliver(addresses));
    }

    ReceivedEvent passage(Event event, RoutingDecision decision) {
        long at = position++;
        ReceivedEvent received = new ReceivedEvent(event, System.nanoTime()) {
            @Override
            public String position() {
                return "orders-0@" + at;
            }

            @Override
            public Instant time() {
                return Instant.EPOCH;
            }

            @Override
            public void finished() {
                finished.add(event.body().toString());
            }
        };
        received.decide(decision);
        return received;
    }
}
