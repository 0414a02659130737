package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.SendError;
import routes.event.TypedValue;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.testkit.Probe;

/**
 * What every target keeps, whatever its broker: the delivery rests on nothing else. A broker that is a target alone extends
 * this, one that is a source as well extends {@link SourceContract}.
 */
public abstract class TargetContract {

    protected static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int TOO_LARGE_ANYWHERE = 2 << 20;

    private CamelFixture camp;

    /** The broker, started once for all tests of a class. */
    protected abstract BrokerFixture dock();

    @BeforeEach
    public final void startCamp() {
        camp = new CamelFixture(dock().components());
    }

    @AfterEach
    public final void stopCamp() {
        camp.close();
    }

    protected final CamelFixture camp() {
        return camp;
    }

    @Test
    public final void deliversBodyKeyAndHeadersAsTheyAre() {
        dock().make("delivers-odd");
        try (Probe probe = dock().probe("delivers-odd")) {
            RecordedSend[] odd = OddEvents.all().stream().map(RecordedSend::of).toArray(RecordedSend[]::new);

            camp.send(dock().target("delivers-odd"), odd);

            assertThat(odd).extracting(RecordedSend::told).containsOnly("confirmed");
            assertThat(probe.receive(odd.length, PATIENCE))
                    .extracting(OddEvents::sorted)
                    .containsExactlyInAnyOrderElementsOf(
                            OddEvents.all().stream().map(OddEvents::sorted).toList());
        }
    }

    @Test
    public final void confirmsEachOfABigConsignmentOnceAndKeepsTheOrderOfAKey() {
        String place = dock().ordered("big");
        dock().make(place);
        try (Probe probe = dock().probe(place)) {
            RecordedSend[] first = numbered(0, 150);
            RecordedSend[] second = numbered(150, 300);

            camp.send(dock().target(place), first);
            camp.send(dock().target(place), second);

            List<RecordedSend> all = new ArrayList<>(Arrays.asList(first));
            all.addAll(Arrays.asList(second));
            assertThat(all).extracting(RecordedSend::told).containsOnly("confirmed");
            assertThat(probe.receive(300, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactlyElementsOf(
                            all.stream().map(RecordedSend::body).toList());
            assertThat(all).extracting(sent -> sent.answers().get()).containsOnly(1);
        }
    }

    @Test
    public final void bearsKeysOfAnySizeAndTakesTheNext() {
        String place = dock().ordered("keys");
        dock().make(place);
        try (Probe probe = dock().probe(place)) {
            for (int size : List.of(129, 256, 40_000, 200_000, 1 << 20)) {
                RecordedSend keyed = RecordedSend.of(
                        new Event(Bytes.ofText("keyed " + size), Bytes.ofText("k".repeat(size)), Headers.none()));
                RecordedSend after = RecordedSend.of("after " + size);

                camp.send(dock().target(place), keyed);
                await().atMost(PATIENCE).until(() -> keyed.answers().get() == 1);
                camp.send(dock().target(place), after);

                await().atMost(PATIENCE).until(() -> after.answers().get() == 1);
                assertThat(keyed.told()).as("a key of %d bytes", size).matches("confirmed|PERMANENT.*|permanent.*");
                assertThat(after.told()).as("after a key of %d bytes", size).isEqualTo("confirmed");
            }
        }
    }

    @Test
    public final void seesWithoutSendingThatTheBrokerIsOutAndThatItIsBack() {
        HubEndpoint there = camp.endpoint(dock().target("seen-from-afar"));
        assertThat(there.reach().join().problem()).isEmpty();

        dock().leave();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(there.reach().join().isReady()).isFalse());
        } finally {
            dock().comeBack();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(there.reach().join().problem()).isEmpty());
    }

    @Test
    public final void refusesForGoodWhatIsTooLargeAndTakesTheNext() {
        dock().make("sizes");
        try (Probe probe = dock().probe("sizes")) {
            RecordedSend before = RecordedSend.of("before");
            RecordedSend large = RecordedSend.of("x".repeat(TOO_LARGE_ANYWHERE));
            RecordedSend after = RecordedSend.of("after");

            camp.send(dock().target("sizes"), before, large, after);

            assertThat(large.told()).startsWith("PERMANENT ");
            assertThat(large.refusal().orElseThrow().isTooLarge()).isTrue();
            assertThat(List.of(before.told(), after.told())).containsOnly("confirmed");
            assertThat(probe.receive(2, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    public final void refusesForGoodWhatItCannotConvertAndTakesTheNext() {
        dock().make("converted");
        try (Probe probe = dock().probe("converted")) {
            RecordedSend before = RecordedSend.of("before");
            RecordedSend broken = RecordedSend.of(withABrokenType(), Instant.MAX);
            RecordedSend after = RecordedSend.of("after");

            camp.send(dock().target("converted"), before, broken, after);

            assertThat(broken.told()).startsWith("PERMANENT the hub could not convert the event");
            assertThat(List.of(before.told(), after.told())).containsOnly("confirmed");
            assertThat(probe.receive(2, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactlyInAnyOrder("before", "after");
        }
    }

    private static Event withABrokenType() {
        TypedValue broken = new TypedValue() {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                throw new IllegalStateException("a fault in the codec");
            }
        };
        return Event.of(new byte[0])
                .withHeaders(Headers.received(List.of(new Header("typed", Bytes.ofText("x"), Optional.of(broken)))));
    }

    @Test
    public final void holdsWhatIsForAMissingPlaceAndTakesItOnceThatIsMade() {
        RecordedSend early = RecordedSend.of("early");

        camp.send(dock().target("later"), early);

        assertThat(early.told()).startsWith("OUTAGE ").contains("later");
        assertThat(problem("later")).contains("'later'", "does not exist", dock().commandThatMakes("later"));
        dock().make("later");
        sendUntilConfirmed("later", "again");
        assertThat(camp.endpoint(dock().target("later")).check().problem()).isEmpty();
    }

    @Test
    public final void callsABrokerThatIsAwayAnOutageAndLosesNothingThatItConfirmed() {
        dock().make("away");
        sendUntilConfirmed("away", "first");
        List<RecordedSend> all = new ArrayList<>();
        for (int round = 0; round <= 20; round++) {
            if (round == 10) {
                assertThat(all).extracting(RecordedSend::told).containsOnly("confirmed");
            }
            if (round == 20) {
                dock().leave();
            }
            RecordedSend[] some = numbered(10 * round, 10 * round + 10);
            camp.send(dock().target("away"), some);
            all.addAll(Arrays.asList(some));
        }

        await().atMost(PATIENCE).until(() -> all.stream().allMatch(RecordedSend::isAnswered));

        List<String> confirmed = all.stream()
                .filter(sent -> sent.refusal().isEmpty())
                .map(RecordedSend::body)
                .toList();
        assertThat(all)
                .flatExtracting(
                        sent -> sent.refusal().map(SendError::kind).stream().toList())
                .isNotEmpty()
                .containsOnly(SendError.Kind.OUTAGE);
        assertThat(problem("away")).contains("reach");
        dock().comeBack();
        sendUntilConfirmed("away", "last");
        try (Probe probe = dock().probe("away")) {
            List<String> held = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                probe.receive(confirmed.size() + 1, Duration.ofSeconds(1))
                        .forEach(event -> held.add(event.body().toString()));
                return held.contains("last") && held.containsAll(confirmed);
            });
        }
        assertThat(all).extracting(sent -> sent.answers().get()).containsOnly(1);
    }

    @Test
    public final void makesWhatIsMissingOnceAndAltersNothing() {
        EndpointUnderTest target = dock().target("provisioned");

        try (Provisioner<SourceSpec, TargetSpec> first = provisioner(target, "provisioned");
                Provisioner<SourceSpec, TargetSpec> second = provisioner(target, "provisioned")) {
            ProvisionPlan planned = first.plan();
            ProvisionPlan ofAnotherProcess = second.plan();

            assertThat(planned.problems()).isEmpty();
            assertThat(planned.missing())
                    .singleElement()
                    .satisfies(missing -> assertThat(missing.name()).contains("'provisioned'"));
            assertThat(problem("provisioned")).contains("does not exist", "caravanserai provision");
            planned.missing().get(0).creation().make();
            assertThat(camp.endpoint(target).askForRights().join().problem()).isEmpty();
            sendUntilConfirmed("provisioned", "arrives");
            ofAnotherProcess.missing().get(0).creation().make();
            assertThat(first.plan()).isEqualTo(new ProvisionPlan(List.of(), List.of()));
        }
    }

    private Provisioner<SourceSpec, TargetSpec> provisioner(EndpointUnderTest target, String place) {
        Provisioner<SourceSpec, TargetSpec> provisioner =
                camp.component(target).provisioner(new ProvisionOptions(Optional.empty(), Optional.empty()));
        provisioner.needTarget(target.target().orElseThrow());
        provisioner.needDeadLetters(dock().target(place).target().orElseThrow());
        return provisioner;
    }

    @Test
    public final void isWatchedWithoutTakingAnythingOrSaysWhyItIsNot() {
        dock().make("watched");
        EndpointUnderTest target = dock().target("watched");
        TailOptions fromNowOn = new TailOptions(false, Optional.empty());
        try (Probe probe = dock().probe("watched")) {
            Optional<EventTail> tail = Optional.empty();
            try {
                tail = Optional.of(camp.component(target).tail(target.target().orElseThrow(), fromNowOn));
            } catch (ConnectorException e) {
                assertThat(e).hasMessageContainingAll("'watched'", "is not watched");
            }

            RecordedSend[] odd = OddEvents.all().stream().map(RecordedSend::of).toArray(RecordedSend[]::new);
            camp.send(target, odd);

            tail.ifPresent(open -> assertThat(seen(open, odd.length))
                    .extracting(TailedEvent::event)
                    .extracting(OddEvents::sorted)
                    .containsExactlyInAnyOrderElementsOf(
                            OddEvents.all().stream().map(OddEvents::sorted).toList()));
            assertThat(probe.receive(odd.length, PATIENCE)).hasSize(odd.length);
        }
    }

    private static List<TailedEvent> seen(EventTail tail, int atLeast) {
        List<TailedEvent> seen = new ArrayList<>();
        try (tail) {
            await().atMost(PATIENCE).until(() -> {
                seen.addAll(tail.next(Duration.ofMillis(200)));
                return seen.size() >= atLeast;
            });
        }
        return seen;
    }

    private void sendUntilConfirmed(String place, String body) {
        await("a confirmation").atMost(PATIENCE).untilAsserted(() -> {
            RecordedSend sent = RecordedSend.of(body);
            camp.send(dock().target(place), sent);
            assertThat(sent.told()).isEqualTo("confirmed");
        });
    }

    private String problem(String place) {
        return camp.endpoint(dock().target(place)).check().problem().orElse("none");
    }

    private static RecordedSend[] numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number ->
                        RecordedSend.of(new Event(Bytes.ofText("n" + number), Bytes.ofText("one key"), Headers.none())))
                .toArray(RecordedSend[]::new);
    }
}
