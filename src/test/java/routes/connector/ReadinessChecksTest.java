package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.event.Readiness;

class ReadinessChecksTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final String name = "asked-" + System.nanoTime();
    private final Scripted broker = new Scripted();
    private final ReadinessChecks<String> inquiries =
            new ReadinessChecks<>(name, broker, PATIENCE, Duration.ofMillis(100));

    @AfterEach
    void speakAgain() {
        broker.silence.countDown();
    }

    @Test
    void opensOneClientAndOneThreadHoweverManyAsk() {
        // given
        broker.silence = new CountDownLatch(1);
        // when
        List<CompletableFuture<Readiness>> answers = IntStream.range(0, 1_000)
                .mapToObj(i -> inquiries.ask("queue-" + i))
                .toList();
        // then
        assertThat(threads(name)).isEqualTo(1);
        broker.silence.countDown();
        assertThat(answers).allMatch(answer -> answer.join().isReady());
        assertThat(broker.opened).hasValue(1);
    }

    @Test
    void keepsNeitherClientNorThreadThatNobodyAsks() {
        inquiries.ask("queue").join();
        await().atMost(SOON).until(() -> broker.closed.get() == 1 && threads(name) == 0);
        // when
        assertThat(inquiries.ask("queue").join().isReady()).isTrue();
        // then
        assertThat(broker.opened).hasValue(2);
    }

    @Test
    void doesNotDelayWhoAsksAnotherConnection() {
        // given
        broker.silence = new CountDownLatch(1);
        CompletableFuture<Readiness> unanswered = inquiries.ask("queue");
        // when
        Readiness answer = new ReadinessChecks<String>("asked-elsewhere", new Scripted())
                .ask("queue")
                .join();
        // then
        assertThat(answer.isReady()).isTrue();
        assertThat(unanswered).isNotDone();
    }

    @Test
    void saysThatTheBrokerIsSilentThoughItStillTriesToOpenAClient() {
        broker.silence = new CountDownLatch(1);
        assertThat(inquiries.ask("queue").join().problem()).hasValue("silence");
    }

    @Test
    void waitsForABrokerThatAnswersOneAfterTheOtherHoweverManyAsk() {
        // given
        broker.pause = PATIENCE.dividedBy(3);
        // when
        List<CompletableFuture<Readiness>> answers = IntStream.range(0, 20)
                .mapToObj(i -> inquiries.ask("queue-" + i))
                .toList();
        // then
        assertThat(answers).allMatch(answer -> answer.join().isReady());
    }

    @Test
    void tellsEachPlaceOfTheFailureOfAllAndAsksByANewClientThen() {
        // given
        broker.fails = true;
        // when
        List<CompletableFuture<Readiness>> answers = List.of(inquiries.ask("a"), inquiries.ask("b"));
        // then
        assertThat(answers.get(0).join().problem()).hasValue("a: cut");
        assertThat(answers.get(1).join().problem()).hasValue("b: cut");
        broker.fails = false;
        assertThat(inquiries.ask("a").join().isReady()).isTrue();
        assertThat(broker.opened).hasValueGreaterThan(1);
        assertThat(broker.closed.get()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void letsNoPlaceThatBreaksTheConnectionStandInTheWayOfTheOthers() {
        // given
        broker.breaks = "bad";
        broker.silence = new CountDownLatch(1);
        // when
        CompletableFuture<Readiness> bad = inquiries.ask("bad");
        List<CompletableFuture<Readiness>> others =
                IntStream.range(0, 10).mapToObj(i -> inquiries.ask("good-" + i)).toList();
        broker.silence.countDown();
        // then
        assertThat(bad.join().problem()).hasValue("bad: broke it");
        assertThat(others).allMatch(answer -> answer.join().isReady());
    }

    @Test
    void answersEvenWhereThereAreNoWordsForTheFailure() {
        broker.fails = true;
        broker.speechless = true;
        assertThat(inquiries.ask("a")).failsWithin(SOON);
        broker.fails = false;
        assertThat(inquiries.ask("a").join().isReady()).isTrue();
    }

    @Test
    void leavesAClientThatWasLostSinceTheLastQuestion() {
        inquiries.ask("a").join();
        broker.open = false;
        assertThat(inquiries.ask("a").join().isReady()).isTrue();
        assertThat(broker.opened).hasValue(2);
    }

    private static long threads(String wanted) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(wanted))
                .count();
    }

    /** A broker that does what the test says. */
    private static final class Scripted implements ReadinessChecks.Respondent<String> {

        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private volatile CountDownLatch silence = new CountDownLatch(0);
        private volatile String breaks = "";
        private volatile Duration pause = Duration.ZERO;
        private volatile boolean fails;
        private volatile boolean speechless;
        private volatile boolean open = true;

        @Override
        public ReadinessChecks.Client<String> open() throws InterruptedException {
            silence.await();
            opened.incrementAndGet();
            open = true;
            return new ReadinessChecks.Client<>() {
                @Override
                public boolean isOpen() {
                    return open;
                }

                @Override
                public void ask(List<String> places, BiConsumer<String, Readiness> answers) throws IOException {
                    if (fails) {
                        throw new IOException("cut");
                    }
                    for (int i = 0; i < places.size() && open; i++) {
                        LockSupport.parkNanos(pause.toNanos());
                        open = !places.get(i).equals(breaks);
                        answers.accept(
                                places.get(i),
                                open ? Readiness.ready() : Readiness.notReady(places.get(i) + ": broke it"));
                    }
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }

        @Override
        public String silent() {
            return "silence";
        }

        @Override
        public String problem(String place, Exception failure) {
            if (speechless) {
                throw new IllegalStateException("no words");
            }
            return place + ": " + failure.getMessage();
        }
    }
}
