package routes.sample;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/** A shop that writes about five orders a second, some of them bad. */
final class SampleOrders implements AutoCloseable {

    private static final int PAUSE_MILLIS = 200;
    private static final List<String> CUSTOMERS = List.of("ada", "bob", "cleo", "dan");
    private static final List<String> REGIONS = List.of("eu", "us", "asia");
    private static final List<String> TIERS = List.of("basic", "silver", "gold");

    private final Probe orders;
    private final Random chance = new Random(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    SampleOrders(SampleBrokers brokers) {
        orders = new KafkaProbe(brokers.kafka().bootstrap(), SampleBrokers.ORDERS);
    }

    void begin() {
        clock.scheduleAtFixedRate(this::order, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    int sent() {
        return sent.get();
    }

    private void order() {
        int number = sent.get();
        orders.send(List.of(new Event(
                Bytes.ofText(body(number)),
                Bytes.ofText(any(CUSTOMERS)),
                Headers.received(List.of(new Header("shop", Bytes.ofText("sample")))))));
        sent.incrementAndGet();
    }

    /** Of twenty orders one is not JSON, one lacks its total and one is a test. */
    private String body(int number) {
        String id = "order-" + number;
        return switch (number % 20) {
            case 7 -> "{\"id\": \"" + id + "\", oops";
            case 13 -> "{\"id\": \"" + id + "\", \"status\": \"new\", \"region\": \"eu\", \"tier\": \"gold\"}";
            case 17 -> order(id, "test", 10);
            default -> order(id, "new", chance.nextInt(4) == 0 ? 1000.01 + chance.nextInt(500) : chance.nextInt(1000));
        };
    }

    private String order(String id, String status, double total) {
        return String.format(
                Locale.ROOT,
                "{\"id\": \"%s\", \"status\": \"%s\", \"total\": %.2f, \"region\": \"%s\", \"tier\": \"%s\"}",
                id,
                status,
                total,
                any(REGIONS),
                any(TIERS));
    }

    private String any(List<String> choices) {
        return choices.get(chance.nextInt(choices.size()));
    }

    /** Returns when the last order is written. */
    void end() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        orders.close();
    }
}
