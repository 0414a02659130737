package routes.broker.aws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import routes.broker.SourceConsumer;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Passage;
import routes.event.Refusal;

class SqsIT {

    private static SqsBroker broker;

    private SqsGate gate;
    private AwsCamp camp;
    private String queue;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = SqsBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startCamp(TestInfo test) throws Exception {
        queue = test.getTestMethod().orElseThrow().getName();
        gate = SqsGate.before(broker.address());
        camp = AwsCamp.at(SqsBroker.connection(gate.port()));
    }

    @AfterEach
    void stopCamp() {
        camp.close();
        gate.close();
    }

    @Test
    void carriesEventsThereAndBackAsTheyAre() throws Exception {
        String url = broker.create(queue);
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(at -> all[at] = (byte) at);
        List<Header> many = new ArrayList<>();
        IntStream.range(0, 50).forEach(at -> many.add(new Header("h" + at, Bytes.ofText("v" + at))));
        List<Event> events = List.of(
                new Event(Bytes.ofText("Grüße \r\n\t🐫"), Bytes.ofText("k"), Headers.none()),
                new Event(Bytes.of(all), Bytes.of(all), Headers.received(List.of(new Header("b", Bytes.of(all))))),
                new Event(Bytes.absent(), Bytes.ofText(""), Headers.none()),
                new Event(Bytes.ofText(""), Bytes.absent(), Headers.received(many)));

        AwsCamp.send(target(), events.stream().map(Sent::of).toArray(Sent[]::new));
        camp.takes(source(""), Passage::finished);

        await().until(() -> camp.taken().size() == 4);
        assertThat(camp.taken())
                .extracting(passage -> sorted(passage.event()))
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(SqsIT::sorted).toList());
        assertThat(camp.taken()).allSatisfy(passage -> {
            assertThat(passage.position()).startsWith(queue + "@");
            assertThat(passage.time()).isAfter(Instant.now().minusSeconds(60));
        });
        await().until(() -> broker.size(url) == 0);
    }

    @Test
    void deletesWhatIsFinishedAndNothingElse() throws Exception {
        String url = broker.create(queue);
        sendAll(numbers(200));

        SourceConsumer source = camp.takes(source(""), passage -> {
            if (!passage.event().body().toString().equals("7")) {
                passage.finished();
            }
        });

        await().until(() -> camp.taken().size() == 200 && source.inFlight() == 1);
        assertThat(new HashSet<>(camp.bodies())).hasSize(200);
        assertThat(broker.size(url)).isEqualTo(1);
        assertThat(gate.calls("DeleteMessageBatch")).isLessThan(60);
        await().atMost(15, SECONDS).until(() -> source.lag().orElse(-1) >= 1);
    }

    @Test
    void deletesAgainWhatWasNotDeleted() throws Exception {
        String url = broker.create(queue);
        sendAll(numbers(10));
        gate.refusesTheThird("DeleteMessageBatch", 2, false);

        SourceConsumer source = camp.takes(source(""), Passage::finished);

        await().until(() -> camp.taken().size() == 10 && source.inFlight() == 0);
        assertThat(broker.size(url)).isZero();
    }

    @Test
    void neverHoldsMoreThanItsBound() throws Exception {
        broker.create(queue);
        sendAll(numbers(60));

        SourceConsumer source = camp.takes(source("&events=15"), passage -> {});

        await().until(() -> source.inFlight() == 15);
        await().during(Duration.ofSeconds(1)).until(() -> camp.taken().size() == 15);
        for (int done = 0; done < 60; done++) {
            int next = done;
            await().until(() -> camp.taken().size() > next);
            camp.taken().get(next).finished();
        }
        await().until(() -> source.inFlight() == 0);
        assertThat(new HashSet<>(camp.bodies())).hasSize(60);
    }

    @Test
    void keepsAMessageHiddenWhileItIsOnItsWay() throws Exception {
        String url = broker.create(queue);
        sendAll(List.of("slow"));

        SourceConsumer source = camp.takes(source("&visibility=5"), passage -> {});
        await().until(() -> camp.taken().size() == 1);

        await().atMost(12, SECONDS)
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(8))
                .until(() -> broker.take(url).isEmpty());
        assertThat(camp.taken()).hasSize(1);
        camp.taken().get(0).finished();
        await().until(() -> source.inFlight() == 0);
        assertThat(broker.size(url)).isZero();
    }

    @Test
    void givesBackAtOnceWhatIsNotFinishedWhenItStops() throws Exception {
        String url = broker.create(queue);
        sendAll(numbers(3));
        SourceConsumer source = camp.takes(source(""), passage -> {});
        await().until(() -> camp.taken().size() == 3);
        camp.taken().get(0).finished();

        source.stop();

        assertThat(source.inFlight()).isZero();
        assertThat(broker.take(url)).hasSize(2);
        sendAll(List.of("after"));
        source.start();
        await().until(() -> camp.bodies().contains("after"));
    }

    @Test
    void takesNothingNewWhileSuspendedButGoesOnDeleting() throws Exception {
        String url = broker.create(queue);
        sendAll(List.of("before"));
        SourceConsumer source = camp.takes(source(""), passage -> {});
        await().until(() -> camp.taken().size() == 1);

        source.suspend();
        sendAll(List.of("after"));
        camp.taken().get(0).finished();

        await().until(() -> source.inFlight() == 0 && broker.size(url) == 1);
        await().during(Duration.ofMillis(2500)).until(() -> camp.taken().size() == 1);
        source.resume();
        await().until(() -> camp.bodies().contains("after"));
    }

    @Test
    void comesBackByItselfWhenTheBrokerDoes() throws Exception {
        String url = broker.create(queue);
        Producer target = target();
        // The answer to a poll that is under way gets lost, and what it took comes again when its visibility is over.
        SourceConsumer source = camp.takes(source("&visibility=5"), Passage::finished);
        await().until(() -> source.state().isReady());

        gate.shut();
        await().until(() -> !source.state().isReady());
        Sent lost = Sent.of("lost");
        AwsCamp.send(target, lost);

        assertThat(source.state().problem().orElseThrow())
                .contains("cannot reach queue")
                .contains(queue);
        assertThat(lost.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.OUTAGE);
        gate.open();
        Sent again = Sent.of("again");
        AwsCamp.send(target, again);
        assertThat(again.refusal()).isEmpty();
        await().atMost(20, SECONDS).until(() -> camp.bodies().contains("again"));
        await().until(() -> broker.size(url) == 0);
        assertThat(source.state().isReady()).isTrue();
    }

    @Test
    void keepsTheOrderOfEachGroup() throws Exception {
        queue = queue + ".fifo";
        broker.createFifo(queue);
        Producer target = target();
        for (int number = 0; number < 40; number++) {
            Sent[] round = {Sent.of("a", "a" + number), Sent.of("b", "b" + number), Sent.of("c", "c" + number)};
            AwsCamp.send(target, round);
            for (Sent sent : round) {
                assertThat(sent.refusal()).isEmpty();
            }
        }

        SourceConsumer source = camp.takes(source(""), Passage::finished);

        await().atMost(30, SECONDS).until(() -> camp.taken().size() == 120 && source.inFlight() == 0);
        for (String group : List.of("a", "b", "c")) {
            assertThat(camp.taken().stream()
                            .filter(passage -> passage.event().key().toString().equals(group))
                            .map(passage -> passage.event().body().toString()))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .mapToObj(number -> group + number)
                            .toList());
        }
    }

    @Test
    void keepsTheOrderOfEventsWithoutAKeyOnAFifoQueue() throws Exception {
        queue = queue + ".fifo";
        broker.createFifo(queue);

        sendAll(numbers(35));

        camp.takes(source(""), Passage::finished);
        await().atMost(30, SECONDS).until(() -> camp.taken().size() == 35);
        assertThat(camp.bodies()).containsExactlyElementsOf(numbers(35));
    }

    @Test
    void refusesTheEntryThatFailedAlone() throws Exception {
        String url = broker.create(queue);
        for (boolean senderFault : new boolean[] {true, false}) {
            Sent[] ten = numbers(10).stream().map(Sent::of).toArray(Sent[]::new);
            gate.refusesTheThird("SendMessageBatch", 1, senderFault);

            AwsCamp.send(target(), ten);

            for (int at = 0; at < 10; at++) {
                if (at == 2) {
                    assertThat(ten[at].refusal().orElseThrow().kind())
                            .isEqualTo(senderFault ? Refusal.Kind.PERMANENT : Refusal.Kind.TRANSIENT);
                } else {
                    assertThat(ten[at].refusal()).isEmpty();
                }
            }
        }
        assertThat(broker.size(url)).isEqualTo(18);
    }

    @Test
    void takesWhatTheQueueTakesAndNotAByteMore() throws Exception {
        broker.create(queue);
        gate.saysTheQueueTakes(2048);
        Sent below = Sent.of("x".repeat(2047));
        Sent limit = Sent.of("x".repeat(2048));
        Sent above = Sent.of("x".repeat(2049));

        AwsCamp.send(target(), below, limit, above);

        assertThat(below.refusal()).isEmpty();
        assertThat(limit.refusal()).isEmpty();
        assertThat(above.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.PERMANENT);
        assertThat(above.refusal().orElseThrow().detail()).contains("2049").contains("2048");
    }

    @Test
    void takesAMebibyteWhereTheQueueSaysNothing() throws Exception {
        broker.create(queue);
        Sent limit = Sent.of("x".repeat(1024 * 1024));
        Sent above = Sent.of("x".repeat(1024 * 1024 + 1));

        AwsCamp.send(target(), limit, above);

        assertThat(limit.refusal()).isEmpty();
        assertThat(above.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.PERMANENT);
    }

    @Test
    void splitsCallsThatWouldBeTooLarge() throws Exception {
        String url = broker.create(queue);
        Sent[] large = IntStream.range(0, 10)
                .mapToObj(at -> Sent.of("x".repeat(200_000)))
                .toArray(Sent[]::new);

        AwsCamp.send(target(), large);

        for (Sent sent : large) {
            assertThat(sent.refusal()).isEmpty();
        }
        assertThat(broker.size(url)).isEqualTo(10);
    }

    @Test
    void saysHowToMendAMissingQueue() throws Exception {
        SourceConsumer source = camp.takes(source(""), Passage::finished);
        Sent sent = Sent.of("x");
        AwsCamp.send(target(), sent);

        assertThat(camp.endpoint(source("")).check().problem().orElseThrow())
                .contains("queue '" + queue + "'")
                .contains("aws sqs create-queue --queue-name " + queue);
        assertThat(sent.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.OUTAGE);
        await().until(() -> source.state().problem().orElse("").contains("create-queue"));
        broker.create(queue);
        await().until(() -> source.state().isReady());
        assertThat(camp.endpoint(source("")).check().isReady()).isTrue();
    }

    @Test
    void refusesAParameterThatItDoesNotKnow() {
        assertThatThrownBy(() -> camp.endpoint("hub-sqs:aws?queue=q&accessKey=x"))
                .hasMessageContaining("accessKey");
        assertThatThrownBy(() -> camp.endpoint("hub-sqs:other?queue=q"))
                .hasRootCauseMessage("there is no connection 'other' of AWS");
    }

    private Producer target() throws Exception {
        return camp.target("hub-sqs:aws?queue=" + queue);
    }

    private String source(String more) {
        return "hub-sqs:aws?queue=" + queue + "&role=source" + more;
    }

    private void sendAll(List<String> bodies) throws Exception {
        Sent[] sent = bodies.stream().map(Sent::of).toArray(Sent[]::new);
        AwsCamp.send(target(), sent);
        for (Sent one : sent) {
            assertThat(one.refusal()).isEmpty();
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static Event sorted(Event event) {
        return event.withHeaders(Headers.received(event.headers().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList()));
    }
}
