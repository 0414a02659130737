package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.ReceivedEvent;
import routes.event.SourceLag;
import routes.testkit.Probe;

/** What every broker keeps that is a source and a target: the promises of a source, with those of a target. */
public abstract class SourceContract extends TargetContract {

    private static final int PLENTY = 100;

    @Override
    protected abstract BrokerFixture.Source dock();

    @Test
    public final void takesBodyKeyAndHeadersAsTheyAre() {
        dock().make("takes-odd");
        List<Event> odd = OddEvents.all();
        send("takes-odd", odd);

        camp().takes(dock().source("takes-odd", PLENTY), CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() >= odd.size());
        assertThat(camp().events())
                .extracting(OddEvents::sorted)
                .containsExactlyInAnyOrderElementsOf(
                        odd.stream().map(OddEvents::sorted).toList());
        assertThat(camp().taken()).extracting(ReceivedEvent::position).doesNotHaveDuplicates();
    }

    /** What one answer of the broker brings may come on top of the bound, but no second one. */
    @Test
    public final void handsOnWithoutWaitingUntilItsBoundIsReached() {
        dock().make("bound");
        send("bound", numbered(60));

        SourceConsumer source = camp().takes(dock().source("bound", 16), received -> {});

        await().atMost(PATIENCE).until(() -> source.inFlight() >= 16);
        await().atMost(PATIENCE)
                .during(Duration.ofMillis(700))
                .until(() -> source.inFlight() < 24 && camp().taken().size() < 24);
        AtomicInteger done = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            for (ReceivedEvent next :
                    camp().taken().subList(done.get(), camp().taken().size())) {
                next.ended(DeliveryResult.delivered(Optional.empty()));
                done.incrementAndGet();
            }
            return done.get() >= 60;
        });
        await().atMost(PATIENCE).until(() -> source.inFlight() == 0);
        assertThat(camp().bodies()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    public final void givesAgainToTheNextOnlyWhatWasNotFinished() {
        dock().make("restarts");
        send("restarts", numbered(10));
        Set<String> finished = Set.of("0", "1", "2", "3", "4");
        Set<String> finishedBehindAHole = Set.of("7");
        SourceConsumer source = camp().takes(dock().source("restarts", PLENTY), received -> {});
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 10);
        camp().taken().stream()
                .filter(received -> finished.contains(body(received)) || finishedBehindAHole.contains(body(received)))
                .forEach(CamelFixture::end);

        long before = System.nanoTime();
        camp().stopTaking();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        assertThat(source.isStopped()).isTrue();
        try (CamelFixture next = new CamelFixture(dock().components())) {
            next.takes(dock().source("restarts", PLENTY), CamelFixture::end);
            await().atMost(PATIENCE).until(() -> next.bodies().containsAll(List.of("5", "6", "8", "9")));
            next.stopTaking();
            assertThat(next.bodies()).doesNotContainAnyElementsOf(finished).doesNotHaveDuplicates();
        }
        send("restarts", List.of(event("after")));
        try (CamelFixture last = new CamelFixture(dock().components())) {
            last.takes(dock().source("restarts", PLENTY), CamelFixture::end);
            await().atMost(PATIENCE).until(() -> !last.taken().isEmpty());
            assertThat(last.bodies()).containsExactly("after");
        }
    }

    /** The steps of a route may take for ever: that keeps nobody from pausing it, or from stopping it and all others. */
    @Test
    public final void canBeSuspendedAndStoppedWhileAStepDoesNotFinish() {
        dock().make("stuck");
        send("stuck", numbered(1));
        CountDownLatch finish = new CountDownLatch(1);
        SourceConsumer source = camp().takes(dock().source("stuck", PLENTY), received -> waitFor(finish));
        await().atMost(PATIENCE).until(() -> !camp().taken().isEmpty());
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                source.suspend();
                source.prepareShutdown(false, false);
                assertThat(source.inFlight()).isPositive();
                camp().stopTaking();
            });
        } finally {
            finish.countDown();
        }
    }

    @Test
    public final void receivesWhileTheStepsOfOtherRoutesDoNotFinish() {
        CountDownLatch finish = new CountDownLatch(1);
        try {
            for (int i = 0; i < 12; i++) {
                dock().make("endless-" + i);
                send("endless-" + i, numbered(1));
                camp().takes("endless-" + i, dock().source("endless-" + i, PLENTY), received -> waitFor(finish));
            }
            await().atMost(PATIENCE).until(() -> camp().taken().size() == 12);
            dock().make("flows");
            camp().takes("flows", dock().source("flows", PLENTY), CamelFixture::end);
            send("flows", List.of(event("through")));
            await().atMost(PATIENCE).until(() -> camp().bodies().contains("through"));
        } finally {
            finish.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever comes while it stops is either finished and acknowledged, or not taken. */
    @Test
    public final void repeatsNothingAfterAStopInTheMiddleOfATrickle() {
        dock().make("trickle");
        List<String> all = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(() -> trickled("trickle", enough));
        for (int round = 0; round < 5; round++) {
            try (CamelFixture next = new CamelFixture(dock().components())) {
                next.takes(dock().source("trickle", PLENTY), CamelFixture::end);
                await().atMost(PATIENCE).until(() -> next.taken().size() >= 5);
                next.stopTaking();
                all.addAll(next.bodies());
            }
        }
        enough.set(true);
        int sent = sending.join();
        try (CamelFixture last = new CamelFixture(dock().components())) {
            last.takes(dock().source("trickle", PLENTY), CamelFixture::end);
            await().atMost(PATIENCE).until(() -> last.taken().size() + all.size() >= sent);
            all.addAll(last.bodies());
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(sent);
    }

    private int trickled(String place, AtomicBoolean enough) {
        int sent = 0;
        try (Probe probe = dock().probe(place)) {
            while (!enough.get()) {
                probe.send(List.of(event("t" + sent++)));
                LockSupport.parkNanos(15_000_000);
            }
        }
        return sent;
    }

    @Test
    public final void takesNothingNewWhileSuspendedButAcknowledgesAndTellsItsLag() {
        dock().make("suspended");
        send("suspended", List.of(event("before")));
        SourceConsumer source = camp().takes(dock().source("suspended", PLENTY), received -> {});
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 1);

        source.suspend();
        send("suspended", numbered(30));
        camp().taken().get(0).ended(DeliveryResult.delivered(Optional.empty()));

        await().atMost(PATIENCE).until(() -> source.lag().map(SourceLag::total).orElse(0L) == 30);
        assertThat(source.inFlight()).isZero();
        assertThat(camp().bodies()).containsExactly("before");
        source.resume();
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 31);
        camp().taken().stream().skip(1).forEach(CamelFixture::end);
        await().atMost(PATIENCE).until(() -> source.inFlight() == 0);
        assertThat(new HashSet<>(camp().bodies())).hasSize(31);
    }

    @Test
    public final void saysThatItsPlaceIsMissingAndTakesOnceThatIsMade() {
        EndpointUnderTest uri = dock().source("not-yet", PLENTY);
        assertThat(camp().endpoint(uri).check().problem().orElse("none"))
                .contains("'not-yet'", "does not exist", dock().commandThatMakes("not-yet"));
        camp().takes(uri, CamelFixture::end);

        dock().make("not-yet");
        send("not-yet", List.of(event("at last")));

        await().atMost(PATIENCE).until(() -> camp().bodies().contains("at last"));
        assertThat(camp().endpoint(uri).check().problem()).isEmpty();
    }

    @Test
    public final void saysThatItsBrokerIsAwayAndGoesOnByItself() {
        dock().make("leaves");
        SourceConsumer source = camp().takes(dock().source("leaves", PLENTY), CamelFixture::end);
        await().atMost(PATIENCE).until(() -> source.readiness().isReady());

        dock().leave();

        await().atMost(PATIENCE).until(() -> !source.readiness().isReady());
        dock().comeBack();
        send("leaves", List.of(event("back")));
        await().atMost(PATIENCE).until(() -> camp().bodies().contains("back"));
        await().atMost(PATIENCE).until(() -> source.readiness().isReady() && source.inFlight() == 0);
    }

    @Test
    public final void receivesWhatIsFedAtThePositionThatIsTold() {
        dock().make("fed");
        EndpointUnderTest source = dock().source("fed", PLENTY);
        Event odd = new Event(
                Bytes.of(new byte[] {0, (byte) 0xff, 7}),
                Bytes.ofText("ada"),
                Headers.received(List.of(new Header("shop", Bytes.ofText("north")))));

        String position =
                camp().component(source).feed(source.source().orElseThrow()).send(odd);

        camp().takes(source, CamelFixture::end);
        await().atMost(PATIENCE).until(() -> !camp().taken().isEmpty());
        ReceivedEvent received = camp().taken().get(0);
        assertThat(received.position()).isEqualTo(position);
        assertThat(received.event().body()).isEqualTo(odd.body());
        assertThat(received.event().key()).isEqualTo(odd.key());
        assertThat(received.event().headers().text("shop")).contains("north");
    }

    @Test
    public final void isFedNothingWhereThePlaceIsMissing() {
        EndpointUnderTest source = dock().source("not-fed", PLENTY);

        assertThatThrownBy(() -> camp().component(source)
                        .feed(source.source().orElseThrow())
                        .send(event("lost?")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("'not-fed'", "does not exist", "caravanserai provision");
    }

    private void send(String place, List<Event> events) {
        try (Probe probe = dock().probe(place)) {
            probe.send(events);
        }
    }

    private static String body(ReceivedEvent received) {
        return received.event().body().toString();
    }

    private static List<Event> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> event(String.valueOf(number)))
                .toList();
    }

    private static Event event(String body) {
        return new Event(Bytes.ofText(body), Bytes.ofText("k"), Headers.none());
    }
}
