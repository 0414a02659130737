package routes.connector.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.connector.CamelFixture;
import routes.connector.RecordedSend;
import routes.connector.SourceConsumer;
import routes.connector.SourceContract;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.ReceivedEvent;
import routes.event.SendError;
import routes.event.SourceLag;
import routes.model.Packing;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The promises of every broker, and what only SQS has: batches, visibility, FIFO, limits of a call. */
class SqsIT extends SourceContract {

    private static SqsFixture dock;

    private String queue;

    @BeforeAll
    static void start() {
        dock = new SqsFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @BeforeEach
    void nameTheQueue(TestInfo test) {
        queue = test.getTestMethod().orElseThrow().getName();
        dock.gate().forgets();
    }

    @Override
    protected SqsFixture dock() {
        return dock;
    }

    @Test
    void deletesWhatIsFinishedAndNothingElse() {
        String url = dock.sqs().createQueue(queue);
        sendAll(numbers(200));

        SourceConsumer source = takes(received -> {
            if (!received.event().body().toString().equals("7")) {
                received.ended(DeliveryResult.delivered(Optional.empty()));
            }
        });

        await().atMost(PATIENCE).until(() -> camp().taken().size() == 200 && source.inFlight() == 1);
        assertThat(new HashSet<>(camp().bodies())).hasSize(200);
        assertThat(dock.sqs().size(url)).isEqualTo(1);
        assertThat(dock.gate().calls("DeleteMessageBatch")).isLessThan(60);
        await().atMost(PATIENCE).until(() -> source.lag().map(SourceLag::total).orElse(0L) >= 1);
    }

    @Test
    void deletesAgainWhatWasNotDeleted() {
        String url = dock.sqs().createQueue(queue);
        sendAll(numbers(10));
        dock.gate().refusesTheThird("DeleteMessageBatch", 2, false);

        SourceConsumer source = takes(CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() == 10 && source.inFlight() == 0);
        assertThat(dock.sqs().size(url)).isZero();
    }

    @Test
    void keepsAMessageHiddenWhileItIsOnItsWay() {
        String url = dock.sqs().createQueue(queue);
        sendAll(List.of("slow"));

        SourceConsumer source = takes(received -> {});
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 1);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(8))
                .until(() -> dock.sqs().take(url).isEmpty());
        assertThat(camp().taken()).hasSize(1);
        camp().taken().get(0).ended(DeliveryResult.delivered(Optional.empty()));
        await().atMost(PATIENCE).until(() -> source.inFlight() == 0);
        assertThat(dock.sqs().size(url)).isZero();
    }

    @Test
    void givesBackAtOnceWhatIsNotFinishedWhenItStops() {
        String url = dock.sqs().createQueue(queue);
        sendAll(numbers(3));
        SourceConsumer source = takes(received -> {});
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 3);
        camp().taken().get(0).ended(DeliveryResult.delivered(Optional.empty()));

        source.stop();

        assertThat(source.inFlight()).isZero();
        assertThat(dock.sqs().take(url)).hasSize(2);
        sendAll(List.of("after"));
        source.start();
        await().atMost(PATIENCE).until(() -> camp().bodies().contains("after"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 431})
    void anAnswerAboutTheRequestIsTheFaultOfOneEventAndHoldsNoOther(int status) {
        dock.sqs().createQueue(queue);
        dock.gate().refusesAllOf("SendMessageBatch", "poison", status);
        RecordedSend[] sent =
                Stream.of("1", "2", "poison", "4", "5").map(RecordedSend::of).toArray(RecordedSend[]::new);

        camp().send(dock.target(queue), sent);

        assertThat(Stream.of(sent).map(RecordedSend::told).map(told -> told.split(" ")[0]))
                .containsExactly("confirmed", "confirmed", "PERMANENT", "confirmed", "confirmed");
    }

    @Test
    void holdsWhereTheServiceRefusesEverything() {
        dock.sqs().createQueue(queue);
        RecordedSend first = RecordedSend.of("1");
        camp().send(dock.target(queue), first);
        assertThat(first.told()).isEqualTo("confirmed");
        dock.gate().refusesAllOf("SendMessageBatch", "", 403);
        RecordedSend second = RecordedSend.of("2");

        camp().send(dock.target(queue), second);

        assertThat(second.told()).startsWith("OUTAGE ");
    }

    @Test
    void attributesLeaveWithTheDataTypeThatTheyCameWith() {
        String in = dock.sqs().createQueue(queue);
        String out = dock.sqs().createQueue(queue + "-out");
        Map<String, MessageAttributeValue> attributes = Map.of(
                "number", typed("Number").stringValue("1.50").build(),
                "int", typed("Number.int").stringValue("7").build(),
                "json", typed("String.Json").stringValue("{}").build(),
                "text", typed("String").stringValue("t").build(),
                "binary",
                        typed("Binary")
                                .binaryValue(SdkBytes.fromUtf8String("legal text"))
                                .build(),
                "image",
                        typed("Binary.gif")
                                .binaryValue(SdkBytes.fromUtf8String("x"))
                                .build());
        dock.sqs()
                .client()
                .sendMessage(request -> request.queueUrl(in).messageBody("b").messageAttributes(attributes));

        takes(received -> {
            camp().send(dock.target(queue + "-out"), RecordedSend.of(received.event()));
            CamelFixture.end(received);
        });

        List<Message> arrived = await().atMost(PATIENCE)
                .until(
                        () -> dock.sqs()
                                .client()
                                .receiveMessage(request -> request.queueUrl(out).messageAttributeNames("All"))
                                .messages(),
                        messages -> !messages.isEmpty());
        assertThat(arrived.get(0).messageAttributes()).isEqualTo(attributes);
    }

    @Test
    void refusesInWordsWhatItWouldHaveToPackWhereTheRouteSaysNever() {
        dock.sqs().createQueue(queue);
        RecordedSend plain = RecordedSend.of("plain");
        RecordedSend tombstone = RecordedSend.of(Event.of(new byte[0]).withBody(Bytes.absent()));
        RecordedSend bytes = RecordedSend.of(Event.of(new byte[] {0, -1}));

        camp().send(SqsFixture.target(queue, Packing.NEVER), plain, tombstone, bytes);

        assertThat(plain.told()).isEqualTo("confirmed");
        assertThat(tombstone.told())
                .isEqualTo(
                        "PERMANENT the service cannot carry a body that is absent (a tombstone); 'pack: whenNeeded' in"
                                + " the target would send it in a notation of the hub");
        assertThat(bytes.told()).startsWith("PERMANENT the service cannot carry a body that is not legal text");
    }

    @Test
    void givesTheTimeOfAnEventBack() {
        dock.sqs().createQueue(queue);
        Instant time = Instant.parse("2024-01-02T03:04:05.678Z");
        Event event = Event.of("x".getBytes());
        camp().send(dock.target(queue), RecordedSend.of(event, time));

        takes(CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() == 1);
        assertThat(camp().taken().get(0).time()).contains(time);
        assertThat(camp().events()).containsExactly(event);
    }

    private static MessageAttributeValue.Builder typed(String type) {
        return MessageAttributeValue.builder().dataType(type);
    }

    @Test
    void keepsTheOrderOfEachGroup() {
        queue = dock.ordered(queue);
        dock.sqs().createQueue(queue);
        for (int number = 0; number < 40; number++) {
            RecordedSend[] round = {
                RecordedSend.of("a", "a" + number),
                RecordedSend.of("b", "b" + number),
                RecordedSend.of("c", "c" + number)
            };
            send(round);
            for (RecordedSend sent : round) {
                assertThat(sent.refusal()).isEmpty();
            }
        }

        SourceConsumer source = takes(CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() == 120 && source.inFlight() == 0);
        for (String group : List.of("a", "b", "c")) {
            assertThat(camp().taken().stream()
                            .filter(received ->
                                    received.event().key().toString().equals(group))
                            .map(received -> received.event().body().toString()))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .mapToObj(number -> group + number)
                            .toList());
        }
    }

    @Test
    void keepsTheOrderOfEventsWithoutAKeyOnAFifoQueue() {
        queue = dock.ordered(queue);
        dock.sqs().createQueue(queue);

        sendAll(numbers(35));

        takes(CamelFixture::end);
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 35);
        assertThat(camp().bodies()).containsExactlyElementsOf(numbers(35));
    }

    @Test
    void refusesTheEntryThatFailedAlone() {
        String url = dock.sqs().createQueue(queue);
        for (boolean senderFault : new boolean[] {true, false}) {
            RecordedSend[] ten = numbers(10).stream().map(RecordedSend::of).toArray(RecordedSend[]::new);
            dock.gate().refusesTheThird("SendMessageBatch", 1, senderFault);

            send(ten);

            for (int at = 0; at < 10; at++) {
                if (at == 2) {
                    assertThat(ten[at].refusal().orElseThrow().kind())
                            .isEqualTo(senderFault ? SendError.Kind.PERMANENT : SendError.Kind.TRANSIENT);
                } else {
                    assertThat(ten[at].refusal()).isEmpty();
                }
            }
        }
        assertThat(dock.sqs().size(url)).isEqualTo(18);
    }

    @Test
    void takesWhatTheQueueTakesAndNotAByteMore() {
        dock.sqs().createQueue(queue);
        dock.gate().saysTheQueueTakes(2048);
        RecordedSend below = RecordedSend.of("x".repeat(2047));
        RecordedSend limit = RecordedSend.of("x".repeat(2048));
        RecordedSend above = RecordedSend.of("x".repeat(2049));

        send(below, limit, above);

        assertThat(below.refusal()).isEmpty();
        assertThat(limit.refusal()).isEmpty();
        assertThat(above.refusal().orElseThrow().kind()).isEqualTo(SendError.Kind.PERMANENT);
        assertThat(above.refusal().orElseThrow().detail()).contains("2049").contains("2048");
    }

    @Test
    void takesAMebibyteWhereTheQueueSaysNothing() {
        dock.sqs().createQueue(queue);
        RecordedSend limit = RecordedSend.of("x".repeat(1024 * 1024));
        RecordedSend above = RecordedSend.of("x".repeat(1024 * 1024 + 1));

        send(limit, above);

        assertThat(limit.refusal()).isEmpty();
        assertThat(above.refusal().orElseThrow().kind()).isEqualTo(SendError.Kind.PERMANENT);
    }

    @Test
    void splitsCallsThatWouldBeTooLarge() {
        String url = dock.sqs().createQueue(queue);
        RecordedSend[] large = IntStream.range(0, 10)
                .mapToObj(at -> RecordedSend.of("x".repeat(200_000)))
                .toArray(RecordedSend[]::new);

        send(large);

        for (RecordedSend sent : large) {
            assertThat(sent.refusal()).isEmpty();
        }
        assertThat(dock.sqs().size(url)).isEqualTo(10);
    }

    private SourceConsumer takes(Consumer<ReceivedEvent> then) {
        return camp().takes(dock.source(queue, 1000), then);
    }

    private void send(RecordedSend... sent) {
        camp().send(dock.target(queue), sent);
    }

    private void sendAll(List<String> bodies) {
        RecordedSend[] sent = bodies.stream().map(RecordedSend::of).toArray(RecordedSend[]::new);
        send(sent);
        assertThat(sent).extracting(RecordedSend::told).containsOnly("confirmed");
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
