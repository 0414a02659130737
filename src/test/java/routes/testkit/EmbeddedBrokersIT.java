package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;

/** What the other tests stand on stands: each broker starts, and its probe gets back what it sent. */
class EmbeddedBrokersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EventLedger book = new EventLedger("brokers", 5, 7);

    @Test
    void kafkaKeepsItsDataOverARestart() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("orders", 3);
            try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), "orders")) {
                probe.send(book.write(50));
                kafka.stop();
                kafka.restart();
                assertClean(probe.receive(50, PATIENCE));
            }
        }
    }

    @Test
    void aKafkaClusterDoesWithoutOneBroker() {
        try (EmbeddedKafka kafka = EmbeddedKafka.cluster(3)) {
            kafka.createTopic("orders", 3);
            try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), "orders")) {
                probe.send(book.write(20));
                int stopped = kafka.leader("orders", 0);
                kafka.stopBroker(stopped);
                probe.send(book.write(20));
                assertThat(kafka.leader("orders", 0)).isNotEqualTo(stopped);
                kafka.startBroker(stopped);
                probe.send(book.write(20));
                assertClean(probe.receive(60, PATIENCE));
            }
        }
    }

    @Test
    void qpidHandsOnWhatItGot() {
        try (Amqp amqp = EmbeddedAmqp.start()) {
            handsOn(amqp);
        }
    }

    @Test
    void rabbitHandsOnWhatItGotAndKeepsItWhenKilled() {
        assumeThat(RealRabbit.isInstalled()).isTrue();
        try (RealRabbit rabbit = RealRabbit.start()) {
            handsOn(rabbit);
            List<Event> kept = book.write(10);
            try (AmqpProbe probe = AmqpProbe.ofQueue(rabbit, "orders")) {
                probe.send(kept);
            }
            rabbit.keepDeclarations();
            rabbit.kill9();
            rabbit.restart();
            try (AmqpProbe probe = AmqpProbe.ofQueue(rabbit, "orders")) {
                assertThat(probe.receive(10, PATIENCE).stream().map(Event::body))
                        .containsExactlyElementsOf(
                                kept.stream().map(Event::body).toList());
            }
        }
    }

    private void handsOn(Amqp amqp) {
        amqp.createQueue("orders");
        amqp.createExchange("vip", "orders.#", "vip-orders");
        try (AmqpProbe queue = AmqpProbe.ofQueue(amqp, "orders");
                AmqpProbe exchange = AmqpProbe.ofExchange(amqp, "vip", "orders.gold", "vip-orders")) {
            List<Event> arrived = new ArrayList<>();
            queue.send(book.write(20));
            arrived.addAll(queue.receive(20, PATIENCE));
            exchange.send(book.write(20));
            arrived.addAll(exchange.receive(20, PATIENCE));
            assertClean(arrived);
            queue.send(List.of(new Event(Bytes.absent(), Bytes.absent(), Headers.none())));
            assertThat(queue.receive(1, PATIENCE).get(0).body().isPresent()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders.fifo"})
    void sqsHandsOnWhatItGot(String name) {
        try (EmbeddedSqs sqs = EmbeddedSqs.start()) {
            sqs.createQueue(name);
            try (SqsProbe probe = new SqsProbe(sqs.endpoint(), name)) {
                probe.send(book.write(45));
                EventLedger.Findings findings = book.check(probe.receive(45, PATIENCE));
                assertThat(findings.missing()).isEmpty();
                assertThat(findings.corrupt()).isEmpty();
                assertThat(findings.headersDiffer()).isEmpty();
                assertThat(findings.keyDiffers()).isEmpty();
                assertThat(findings.unexpected()).isEmpty();
            }
        }
    }

    @Test
    void sqsKnowsATombstoneFromAnEmptyBodyAndPlainText() {
        try (EmbeddedSqs sqs = EmbeddedSqs.start()) {
            sqs.createQueue("odd");
            List<Event> odd = List.of(
                    new Event(Bytes.absent(), Bytes.ofText("k"), Headers.none()),
                    Event.of(new byte[0]),
                    new Event(
                            Bytes.ofText("plain"),
                            Bytes.absent(),
                            Headers.received(List.of(
                                    new Header("twice", Bytes.ofText("1")),
                                    new Header("twice", Bytes.ofText("2")),
                                    new Header("no attribute's name", Bytes.of(new byte[] {-1, 0}))))));
            try (SqsProbe probe = new SqsProbe(sqs.endpoint(), "odd")) {
                probe.send(odd);
                assertThat(probe.receive(3, PATIENCE)).containsExactlyInAnyOrderElementsOf(odd);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStandInForSnsHandsOn(boolean raw) {
        try (EmbeddedSqs sqs = EmbeddedSqs.start();
                Sns sns = SnsStandIn.start(sqs.endpoint())) {
            handsOn(sns, raw);
            refuses(sns);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fauxqsHandsOn(boolean raw) {
        Optional<String> installed = Optional.ofNullable(System.getenv(Sns.EMULATOR));
        assumeThat(installed).isPresent();
        try (Sns sns = Fauxqs.start(installed.get())) {
            handsOn(sns, raw);
        }
    }

    private static void handsOn(Sns sns, boolean raw) {
        Sns.Subscription standard = sns.createTopicWithQueue("news", raw);
        Sns.Subscription fifo = sns.createTopicWithQueue("news.fifo", raw);
        try (SnsClient client = AwsEmulator.sns(sns.endpoint());
                SqsProbe queue = new SqsProbe(standard.queueEndpoint(), standard.queue());
                SqsProbe fifoQueue = new SqsProbe(fifo.queueEndpoint(), fifo.queue())) {
            // when
            client.publish(request -> request.topicArn(standard.topicArn())
                    .message("a <b> & \"c\" å")
                    .messageAttributes(Map.of("colour", text("red & blue"))));
            PublishBatchResponse answer = client.publishBatch(request -> request.topicArn(fifo.topicArn())
                    .publishBatchRequestEntries(
                            entry("0", "one", "a"), entry("1", "two", "b"), entry("2", "again", "b")));
            // then
            Event event = queue.receive(1, PATIENCE).get(0);
            assertThat(event.body()).isEqualTo(Bytes.ofText("a <b> & \"c\" å"));
            assertThat(event.headers().text("colour")).contains("red & blue");
            assertThat(answer.successful()).hasSize(3);
            List<Event> ordered = fifoQueue.receive(2, PATIENCE);
            assertThat(ordered).extracting(one -> one.body().toString()).containsExactly("one", "two");
            assertThat(ordered).extracting(one -> one.key().toString()).containsOnly("group");
        }
    }

    private static void refuses(Sns sns) {
        String arn = sns.createTopicWithQueue("limits", true).topicArn();
        try (SnsClient client = AwsEmulator.sns(sns.endpoint())) {
            String tooLong = "x".repeat(256 * 1024 + 1);
            assertThatThrownBy(() ->
                            client.publish(request -> request.topicArn(arn).message(tooLong)))
                    .isInstanceOf(InvalidParameterException.class);
            assertThatThrownBy(() -> client.publish(
                            request -> request.topicArn(arn + "x").message("x")))
                    .isInstanceOf(NotFoundException.class);
            List<PublishBatchRequestEntry> eleven = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                eleven.add(entry(String.valueOf(i), "x", "x"));
            }
            assertThatThrownBy(() ->
                            client.publishBatch(request -> request.topicArn(arn).publishBatchRequestEntries(eleven)))
                    .isInstanceOf(TooManyEntriesInBatchRequestException.class);
            PublishBatchResponse half = client.publishBatch(request -> request.topicArn(arn)
                    .publishBatchRequestEntries(
                            entry("good", "x", "1"),
                            PublishBatchRequestEntry.builder()
                                    .id("bad")
                                    .message("x")
                                    .messageAttributes(Map.of("empty", text("")))
                                    .build()));
            assertThat(half.successful()).extracting(one -> one.id()).containsExactly("good");
            assertThat(half.failed()).extracting(one -> one.id()).containsExactly("bad");
            assertThat(client.listTopics().topics())
                    .extracting(topic -> topic.topicArn())
                    .contains(arn);
            assertThat(client.getTopicAttributes(request -> request.topicArn(arn))
                            .attributes())
                    .containsEntry("TopicArn", arn);
        }
    }

    private static PublishBatchRequestEntry entry(String id, String message, String deduplication) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageGroupId("group")
                .messageDeduplicationId(deduplication)
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private void assertClean(List<Event> arrived) {
        EventLedger.Findings findings = book.check(arrived);
        assertThat(findings.isClean()).as(findings.toString()).isTrue();
    }
}
