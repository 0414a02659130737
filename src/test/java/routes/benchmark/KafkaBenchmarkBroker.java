package routes.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.event.Event;
import routes.model.KafkaSourceSpec;
import routes.testkit.FreePort;

/** Topics of four partitions, unless more are asked for. They take records of 2 MiB. */
final class KafkaBenchmarkBroker implements BenchmarkBroker {

    /** As many topics as Kafka creates well within the time that a request may take. */
    private static final int AT_ONCE = 100;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final int port = FreePort.next();
    private final BrokerProcess broker = BrokerProcess.start("kafka", port, "1g");
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", address()));
    private final KafkaConsumer<byte[], byte[]> observer = consumer();
    private final KafkaProducer<byte[], byte[]> writer = producer(5);

    /** Waits for nothing. */
    private final KafkaProducer<byte[], byte[]> sender = producer(0);

    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    private KafkaProducer<byte[], byte[]> producer(int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "acks",
                        "all",
                        "linger.ms",
                        String.valueOf(lingerMillis),
                        "max.request.size",
                        String.valueOf(2 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", address(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public String kind() {
        return "kafka";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String connection() {
        return "{ kafka: { brokers: \"" + address() + "\" } }";
    }

    @Override
    public String from(String place) {
        return "{ kafka: { topic: " + place + ", group: g" + System.nanoTime() + " } }";
    }

    @Override
    public String to(String place) {
        return "{ kafka: { topic: " + place + " } }";
    }

    @Override
    public int usualInFlight() {
        return KafkaSourceSpec.IN_FLIGHT;
    }

    @Override
    public void create(String place) {
        create(List.of(place));
    }

    @Override
    public void create(List<String> places) {
        create(places, Shape.USUAL.partitions());
    }

    @Override
    public void create(List<String> places, int partitions) {
        places.forEach(place -> this.partitions.put(place, partitions));
        List<NewTopic> topics = places.stream()
                .map(place -> new NewTopic(place, partitions, (short) 1))
                .toList();
        for (int from = 0; from < topics.size(); from += AT_ONCE) {
            done(admin.createTopics(topics.subList(from, Math.min(topics.size(), from + AT_ONCE)))
                    .all());
        }
    }

    @Override
    public void delete(String place) {
        delete(List.of(place));
    }

    @Override
    public void delete(List<String> places) {
        done(admin.deleteTopics(places).all());
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void fill(String place, List<Event> events) {
        fill(List.of(place), 0, events);
    }

    @Override
    public void fill(List<String> places, int first, List<Event> events) {
        AtomicReference<Exception> unstored = new AtomicReference<>();
        for (int i = 0; i < events.size(); i++) {
            writer.send(
                    record(places.get((first + i) % places.size()), events.get(i)),
                    (stored, failure) -> unstored.compareAndSet(null, failure));
        }
        writer.flush();
        if (unstored.get() != null) {
            throw new IllegalStateException("Kafka did not store all events of a lap", unstored.get());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String place, Event event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(place, event.key().array(), event.body().array());
        event.headers()
                .forEach(header ->
                        record.headers().add(header.name(), header.value().array()));
        return record;
    }

    @Override
    public void send(String place, List<Event> events) {
        events.forEach(event -> sender.send(record(place, event)));
    }

    private List<TopicPartition> partitions(String place) {
        return IntStream.range(0, partitions.getOrDefault(place, Shape.USUAL.partitions()))
                .mapToObj(partition -> new TopicPartition(place, partition))
                .toList();
    }

    @Override
    public long count(String place) {
        return count(List.of(place));
    }

    @Override
    public synchronized long count(List<String> places) {
        List<TopicPartition> all =
                places.stream().flatMap(place -> partitions(place).stream()).toList();
        return observer.endOffsets(all).values().stream().mapToLong(end -> end).sum();
    }

    @Override
    public void read(String place, Consumer<byte[]> bodies, BooleanSupplier enough) {
        try (KafkaConsumer<byte[], byte[]> reader = consumer()) {
            reader.assign(partitions(place));
            reader.seekToBeginning(partitions(place));
            while (!enough.getAsBoolean()) {
                reader.poll(LOOK).forEach(record -> bodies.accept(record.value()));
            }
        }
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public boolean isEmptiedByReading() {
        return false;
    }

    @Override
    public void close() {
        writer.close();
        sender.close();
        observer.close();
        admin.close();
        broker.close();
    }
}
