package routes.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import routes.broker.HubEndpoint;
import routes.brokers.EmbeddedKafka;
import routes.brokers.EventBook;
import routes.brokers.KafkaProbe;
import routes.definition.KafkaConnection;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.Consignment;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Parcel;
import routes.event.Passage;
import routes.event.Refusal;
import routes.event.Shipment;

class KafkaConnectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static EmbeddedKafka kafka;

    /** What any peer took, in the order of taking. */
    private final Queue<Event> arrived = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void saysHowToCreateATopicThatIsMissing() {
        try (Peer peer = new Peer(kafka.bootstrap())) {
            assertThat(peer.endpoint("nowhere").check().problem().orElse(""))
                    .contains("topic 'nowhere' does not exist")
                    .contains("kafka-topics.sh --bootstrap-server");
        }
    }

    @Test
    void refusesForGoodWhatIsTooLargeAndTakesTheNext() {
        kafka.createTopic("sizes", 1);
        try (Peer peer = new Peer(kafka.bootstrap())) {
            Answers answers = new Answers();
            peer.send("sizes", answers.of(Event.of(new byte[2 << 20])), answers.of(Event.of(new byte[10])));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(answers).containsExactlyInAnyOrder("PERMANENT", "confirmed"));
        }
    }

    @Test
    void handsOnKeysTombstonesAndHeadersAsTheyAre() {
        kafka.createTopic("odd", 1);
        List<Event> odd = List.of(
                new Event(Bytes.absent(), Bytes.ofText("k"), Headers.none()),
                new Event(Bytes.ofText(""), Bytes.ofText(""), Headers.none()),
                new Event(
                        Bytes.of(new byte[] {-1, 0, 7}),
                        Bytes.absent(),
                        Headers.received(List.of(
                                new Header("absent", Bytes.absent()),
                                new Header("twice", Bytes.ofText("1")),
                                new Header("twice", Bytes.of(new byte[] {-2}))))));
        try (Peer peer = new Peer(kafka.bootstrap())) {
            Answers answers = new Answers();
            peer.send("odd", odd.stream().map(answers::of).toArray(Shipment[]::new));
            await().atMost(PATIENCE).until(() -> answers.size() == 3);
            peer.take("odd", "odd-group");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(peer.events()).containsExactlyElementsOf(odd));
        }
    }

    @Test
    void doesNotTakeWhatWasAborted() {
        kafka.createTopic("transactions", 1);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", "t"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactions", new byte[] {(byte) i}));
                producer.flush();
                if (i % 2 == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        try (Peer peer = new Peer(kafka.bootstrap())) {
            peer.take("transactions", "t-group");
            await().atMost(PATIENCE).until(() -> peer.taken.size() >= 3);
            assertThat(peer.events())
                    .extracting(event -> event.body().array()[0])
                    .containsExactly((byte) 1, (byte) 3, (byte) 5);
        }
    }

    @Test
    void repeatsAfterAStopOnlyWhatWasNotFinished() {
        kafka.createTopic("restarts", 2);
        EventBook book = new EventBook("restarts", 5, 1);
        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), "restarts");
                Peer first = new Peer(kafka.bootstrap());
                Peer second = new Peer(kafka.bootstrap())) {
            probe.send(book.write(200));
            first.take("restarts", "r-group");
            await().atMost(PATIENCE).until(() -> first.taken.size() == 200);
            first.leave();
            probe.send(book.write(50));
            second.take("restarts", "r-group");
            await().atMost(PATIENCE).until(() -> second.taken.size() >= 50);
            assertClean(book);
        }
    }

    @Test
    void losesNothingWhenPartitionsMoveToAndFro() {
        kafka.createTopic("moves", 4);
        EventBook book = new EventBook("moves", 9, 2);
        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), "moves");
                Peer first = new Peer(kafka.bootstrap());
                Peer second = new Peer(kafka.bootstrap())) {
            first.take("moves", "m-group");
            probe.send(book.write(300));
            await().atMost(PATIENCE).until(() -> first.taken.size() == 300);
            second.take("moves", "m-group");
            await().atMost(PATIENCE).until(() -> {
                probe.send(book.write(20));
                return second.taken.size() > 20;
            });
            second.leave();
            probe.send(book.write(300));
            int all = book.size();
            await().atMost(PATIENCE).until(() -> first.taken.size() + second.taken.size() >= all);
            assertClean(book);
        }
    }

    @Test
    void handsNothingOnOnceItIsSuspended() {
        kafka.createTopic("pauses", 1);
        EventBook book = new EventBook("pauses", 5, 3);
        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), "pauses");
                Peer peer = new Peer(kafka.bootstrap())) {
            peer.take("pauses", "p-group");
            for (int pause = 0; pause < 3; pause++) {
                int before = peer.taken.size();
                await().atMost(PATIENCE).until(() -> {
                    probe.send(book.write(1));
                    return peer.taken.size() > before;
                });
                peer.suspend();
                int taken = peer.taken.size();
                probe.send(book.write(50));
                await().during(Duration.ofMillis(150)).until(() -> peer.taken.size() == taken);
                peer.resume();
            }
            await().atMost(PATIENCE).until(() -> peer.taken.size() == book.size());
            assertClean(book);
        }
    }

    private void assertClean(EventBook book) {
        EventBook.Findings findings = book.check(List.copyOf(arrived));
        assertThat(findings.isClean()).as(findings.toString()).isTrue();
    }

    /** The answers to shipments, in words. */
    private static final class Answers extends ConcurrentLinkedQueue<String> {

        Shipment of(Event event) {
            return new Shipment() {
                @Override
                public Parcel parcel() {
                    return Parcel.of(event);
                }

                @Override
                public void confirmed() {
                    add("confirmed");
                }

                @Override
                public void refused(Refusal refusal) {
                    add(refusal.kind().toString());
                }
            };
        }
    }

    /** A Camel context of its own, as another hub would have. */
    private final class Peer implements AutoCloseable {

        final Queue<Passage> taken = new ConcurrentLinkedQueue<>();
        private final DefaultCamelContext camel = new DefaultCamelContext();

        Peer(String bootstrap) {
            KafkaConnection connection = new KafkaConnection(bootstrap, Optional.empty(), Optional.empty(), Map.of());
            camel.addComponent(KafkaComponent.SCHEME, new KafkaComponent(Map.of("kafka", connection)));
            camel.start();
        }

        HubEndpoint endpoint(String topic) {
            return camel.getEndpoint(KafkaComponent.SCHEME + ":kafka?topic=" + topic, HubEndpoint.class);
        }

        void send(String topic, Shipment... shipments) {
            camel.createProducerTemplate().sendBody(endpoint(topic), new Consignment(List.of(shipments)));
        }

        void take(String topic, String group) {
            try {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(KafkaComponent.SCHEME + ":kafka?topic=" + topic + "&group=" + group)
                                .process(exchange -> {
                                    for (Passage passage : exchange.getMessage()
                                            .getBody(Batch.class)
                                            .passages()) {
                                        arrived.add(passage.event());
                                        taken.add(passage);
                                        passage.finished();
                                    }
                                });
                    }
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        void suspend() {
            ServiceHelper.suspendService(camel.getRoutes().get(0).getConsumer());
        }

        void resume() {
            ServiceHelper.resumeService(camel.getRoutes().get(0).getConsumer());
        }

        List<Event> events() {
            return taken.stream().map(Passage::event).toList();
        }

        void leave() {
            camel.stop();
        }

        @Override
        public void close() {
            leave();
        }
    }
}
