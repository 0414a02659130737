package routes.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import routes.event.Event;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.SqsProbe;

/** Those who get the orders in the end, and count them. */
final class SampleConsumers implements AutoCloseable {

    private static final List<String> ROUTES = List.of("orders", "vip-billing", "standard-to-warehouse");
    private static final String RABBITMQ = "RabbitMQ, on to Kafka billing";
    private static final String SQS = "SQS, on to Kafka warehouse";
    private static final String SNS = "SNS, on to its subscriber";
    private static final Duration LOOK = Duration.ofMillis(500);

    private final String kafka;
    private final SampleBrokers brokers;
    private final Map<String, AtomicInteger> arrived = new ConcurrentSkipListMap<>();
    private final ExecutorService watchers = Executors.newCachedThreadPool();

    SampleConsumers(SampleBrokers brokers) {
        this.brokers = brokers;
        this.kafka = brokers.kafka().bootstrap();
        List.of(RABBITMQ, SQS, SNS).forEach(end -> arrived.put(end, new AtomicInteger()));
    }

    /** @param say gets a line for each dead letter */
    void begin(Consumer<String> say) {
        watch(new KafkaProbe(kafka, SampleBrokers.BILLING), event -> count(RABBITMQ));
        watch(new KafkaProbe(kafka, SampleBrokers.WAREHOUSE), event -> count(SQS));
        watch(new SqsProbe(brokers.europe().queueEndpoint(), brokers.europe().queue()), event -> count(SNS));
        watch(new KafkaProbe(kafka, SampleBrokers.DEAD), event -> say.accept(deadLetter(event)));
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

    private static String deadLetter(Event event) {
        return "  dead letter: "
                + event.headers().text("hub-dead-letter-reason").orElse("no reason given") + ": "
                + event.headers().text("hub-dead-letter-detail").orElse("") + ": " + event.body();
    }

    /** What came in and where it went. */
    String report(int sent, HubProcess hub) {
        List<String> lines = new ArrayList<>();
        lines.add("orders sent: " + sent);
        for (String route : ROUTES) {
            lines.add("  " + route + ": received " + figure(hub, "hub_events_received_total", "route", route)
                    + ", delivered " + outcome(hub, route, "delivered")
                    + ", filtered " + outcome(hub, route, "filtered")
                    + ", dead letters " + outcome(hub, route, "dead_lettered"));
        }
        arrived.forEach((end, events) -> lines.add("  arrived by " + end + ": " + events));
        return String.join(System.lineSeparator(), lines);
    }

    private static String outcome(HubProcess hub, String route, String outcome) {
        return figure(hub, "hub_events_total", "route", route, "outcome", outcome);
    }

    private static String figure(HubProcess hub, String name, String... labels) {
        OptionalDouble value = hub.metric(name, labels);
        return value.isPresent() ? String.valueOf(Math.round(value.getAsDouble())) : "-";
    }

    /** The ways by which nothing has come yet. What came by RabbitMQ or SQS has also gone through Kafka. */
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
