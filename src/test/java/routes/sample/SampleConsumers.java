package routes.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import routes.event.Event;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.SqsProbe;

/** Those who get the orders in the end, and count them. */
final class SampleConsumers implements AutoCloseable {

    private static final String BILLING = "kafka:" + SampleBrokers.BILLING;
    private static final String WAREHOUSE = "kafka:" + SampleBrokers.WAREHOUSE;
    private static final String EUROPE = "sns:" + SampleBrokers.EUROPE;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final String kafka;
    private final SampleBrokers brokers;
    private final Map<String, AtomicInteger> arrived = new ConcurrentSkipListMap<>();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();
    private final ExecutorService watchers = Executors.newCachedThreadPool();

    SampleConsumers(SampleBrokers brokers) {
        this.brokers = brokers;
        this.kafka = brokers.kafka().bootstrap();
        List.of(BILLING, WAREHOUSE, EUROPE).forEach(end -> arrived.put(end, new AtomicInteger()));
    }

    /** @param say gets a line for the first dead letter of each reason */
    void begin(Consumer<String> say) {
        watch(new KafkaProbe(kafka, SampleBrokers.BILLING), event -> count(BILLING));
        watch(new KafkaProbe(kafka, SampleBrokers.WAREHOUSE), event -> count(WAREHOUSE));
        watch(new SqsProbe(brokers.europe().queueEndpoint(), brokers.europe().queue()), event -> count(EUROPE));
        watch(
                new KafkaProbe(kafka, SampleBrokers.DEAD),
                event -> deadLetter(event).ifPresent(say));
    }

    private void watch(Probe probe, Consumer<Event> each) {
        watchers.execute(() -> {
            try (probe) {
                while (!watchers.isShutdown()) {
                    probe.receive(1, LOOK).forEach(each);
                }
            }
        });
    }

    private void count(String end) {
        arrived.get(end).incrementAndGet();
    }

    /** Empty where there was one of its reason already. */
    private Optional<String> deadLetter(Event event) {
        String reason = event.headers().text("hub-dead-letter-reason").orElse("no reason given");
        return Optional.of(reason)
                .filter(reasons::add)
                .map(first -> String.join(
                        System.lineSeparator() + "  ",
                        "The first dead letter with the reason " + first + ":",
                        event.headers().text("hub-dead-letter-detail").orElse(""),
                        event.body().toString()));
    }

    /** What has come out at the far ends. */
    String report() {
        return arrived.entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The far ends at which nothing has come out yet. What came to billing went through RabbitMQ, to the warehouse through SQS. */
    Optional<String> missing() {
        return Optional.of(arrived.entrySet().stream()
                        .filter(end -> end.getValue().get() == 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining("; ")))
                .filter(names -> !names.isEmpty());
    }

    @Override
    public void close() {
        watchers.shutdown();
        try {
            if (!watchers.awaitTermination(5, TimeUnit.SECONDS)) {
                watchers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
