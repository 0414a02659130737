package routes.broker;

import routes.brokers.Probe;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.SendError;




import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every target keeps, whatever its broker: the delivery rests on nothing else. A broker that is a target alone extends
 * this, one that is a source as well extends {@link BrokerPromises}.
 */
public abstract class TargetPromises {

    protected static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int TOO_LARGE_ANYWHERE = 2 << 20;

    private Camp camp;

    /** The broker, started once for all tests of a class. */
    protected abstract Dock dock();

    @BeforeEach
    public final void startCamp() {
        camp = new Camp(dock().components());
    }

    @AfterEach
    public final void stopCamp() {
        camp.close();
    }

    protected final Camp camp() {
        return camp;
    }

    @Test
    public final void deliversBodyKeyAndHeadersAsTheyAre() {
        dock().make("delivers-odd");
        try (Probe probe = dock().probe("delivers-odd")) {
            Sent[] odd = OddEvents.all().stream().map(Sent::of).toArray(Sent[]::new);

            camp.send(dock().target("delivers-odd"), odd);

            assertThat(odd).extracting(Sent::told).containsOnly("confirmed");
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
            Sent[] first = numbered(0, 150);
            Sent[] second = numbered(150, 300);

            camp.send(dock().target(place), first);
            camp.send(dock().target(place), second);

            List<Sent> all = new ArrayList<>(Arrays.asList(first));
            all.addAll(Arrays.asList(second));
            assertThat(all).extracting(Sent::told).containsOnly("confirmed");
            assertThat(probe.receive(300, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactlyElementsOf(all.stream().map(Sent::body).toList());
            assertThat(all).extracting(sent -> sent.answers().get()).containsOnly(1);
        }
    }

    @Test
    public final void refusesForGoodWhatIsTooLargeAndTakesTheNext() {
        dock().make("sizes");
        try (Probe probe = dock().probe("sizes")) {
            Sent before = Sent.of("before");
            Sent large = Sent.of("x".repeat(TOO_LARGE_ANYWHERE));
            Sent after = Sent.of("after");

            camp.send(dock().target("sizes"), before, large, after);

            assertThat(large.told()).startsWith("PERMANENT ");
            assertThat(List.of(before.told(), after.told())).containsOnly("confirmed");
            assertThat(probe.receive(2, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    public final void holdsWhatIsForAMissingPlaceAndTakesItOnceThatIsMade() {
        Sent early = Sent.of("early");

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
        List<Sent> all = new ArrayList<>();
        for (int round = 0; round <= 20; round++) {
            if (round == 10) {
                assertThat(all).extracting(Sent::told).containsOnly("confirmed");
            }
            if (round == 20) {
                dock().leave();
            }
            Sent[] some = numbered(10 * round, 10 * round + 10);
            camp.send(dock().target("away"), some);
            all.addAll(Arrays.asList(some));
        }

        await().atMost(PATIENCE).until(() -> all.stream().allMatch(Sent::isAnswered));

        List<String> confirmed = all.stream()
                .filter(sent -> sent.refusal().isEmpty())
                .map(Sent::body)
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

    private void sendUntilConfirmed(String place, String body) {
        await("a confirmation").atMost(PATIENCE).untilAsserted(() -> {
            Sent sent = Sent.of(body);
            camp.send(dock().target(place), sent);
            assertThat(sent.told()).isEqualTo("confirmed");
        });
    }

    private String problem(String place) {
        return camp.endpoint(dock().target(place)).check().problem().orElse("none");
    }

    private static Sent[] numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number ->
                        Sent.of(new Event(Bytes.ofText("n" + number), Bytes.ofText("one key"), Headers.none())))
                .toArray(Sent[]::new);
    }
}
