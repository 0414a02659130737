package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Outcome;
import routes.event.SendError;

/** What becomes of dead letters that are too large for their target, where the route says that they are cut. */
class DeadLetterDeliveryTest {

    private static final SendError OUTAGE = SendError.outage("gone");
    private static final SendError NEVER = SendError.tooLarge("too large");
    private static final String LONG = "x".repeat(40_000);

    private final DeliveryFixture scene = DeliveryFixture.cutting();

    @Test
    void areCutWhereTheyAreTooLargeAndHoldNobodyUp() {
        // given
        scene.give(LONG, "small");
        scene.target().refuse(NEVER);
        scene.target().refuse(NEVER);
        // when
        scene.deadLetters.refuse(NEVER);
        // then
        assertThat(scene.delivery.outages()).isEmpty();
        assertThat(scene.deadLetters.sent().get(1)).isEqualTo("small");
        Event cut = scene.deadLetters.tries.get(2);
        assertThat(cut.body()).isEqualTo(Bytes.ofText(LONG.substring(0, 32 * 1024)));
        assertThat(told(cut, "cut-from")).contains("40000");
        assertThat(told(cut, "cut-sha256").orElseThrow()).hasSize(64);
        assertThat(told(cut, "cut-key-from")).isEmpty();
        assertThat(told(cut, "cut-headers")).isEmpty();
        scene.deadLetters.confirmAll();
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED, Outcome.DEAD_LETTERED);
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void keepWhatIsNotTooLong() {
        // given
        Event event = new Event(
                Bytes.absent(), Bytes.ofText(LONG), Headers.received(List.of(new Header("own", Bytes.ofText("1")))));
        give(event);
        scene.target().refuse(NEVER);
        // when
        scene.deadLetters.refuse(NEVER);
        // then
        Event cut = scene.deadLetters.tries.get(1);
        assertThat(cut.body()).isEqualTo(Bytes.absent());
        assertThat(told(cut, "cut-from")).isEmpty();
        assertThat(cut.key()).isEqualTo(Bytes.ofText(LONG.substring(0, 128)));
        assertThat(told(cut, "cut-key-from")).contains("40000");
        assertThat(told(cut, "cut-key-sha256").orElseThrow()).hasSize(64);
        assertThat(cut.headers().text("own")).isEmpty();
        assertThat(told(cut, "cut-headers")).contains("1");
    }

    @Test
    void leaveOutHeadersThatAreTooLong() {
        // given
        Headers headers = Headers.received(List.of(new Header("own", Bytes.ofText(LONG))));
        give(new Event(Bytes.ofText("body"), Bytes.ofText("key"), headers));
        scene.target().refuse(NEVER);
        // when
        scene.deadLetters.refuse(NEVER);
        // then
        Event cut = scene.deadLetters.tries.get(1);
        assertThat(cut.body()).isEqualTo(Bytes.ofText("body"));
        assertThat(cut.key()).isEqualTo(Bytes.ofText("key"));
        assertThat(told(cut, "cut-headers")).contains("1");
        assertThat(told(cut, "cut-from")).isEmpty();
    }

    @Test
    void areCutUntilTheyAreSurelySmall() {
        // given
        Headers headers = Headers.received(List.of(new Header("own", Bytes.ofText(LONG))));
        give(new Event(Bytes.ofText(LONG), Bytes.ofText(LONG), headers));
        scene.target().refuse(SendError.permanent(LONG));
        // when
        scene.deadLetters.refuse(NEVER);
        scene.deadLetters.refuse(NEVER);
        // then
        assertThat(size(scene.deadLetters.tries.get(1))).isGreaterThan(70_000);
        assertThat(size(scene.deadLetters.tries.get(2))).isLessThan(3_000);
        assertThat(scene.delivery.outages()).isEmpty();
        scene.deadLetters.confirm();
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
    }

    @Test
    void areParkedWholeWhereEvenTheSmallestIsRefused() {
        // given
        scene.give(LONG);
        scene.target().refuse(NEVER);
        // when
        while (!scene.deadLetters.open.isEmpty()) {
            scene.deadLetters.refuse(NEVER);
        }
        // then
        assertThat(scene.delivery.parked()).hasSize(1);
        scene.timer.ring();
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.held()).containsExactly(LONG);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
    }

    /** Less of it would be refused for the same reason. */
    @Test
    void areNotCutForAnotherReason() {
        scene.give(LONG);
        scene.target().refuse(NEVER);
        scene.deadLetters.refuse(SendError.permanent("unroutable"));
        scene.timer.ring();
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.held()).containsExactly(LONG);
    }

    @Test
    void areWholeAgainAfterAnOutage() {
        scene.give(LONG);
        scene.target().refuse(NEVER);
        scene.deadLetters.refuse(NEVER);
        scene.deadLetters.refuse(OUTAGE);
        scene.timer.ring();
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.held()).containsExactly(LONG);
    }

    private void give(Event event) {
        scene.hand(List.of(scene.passage(event, 0)));
    }

    private static Optional<String> told(Event letter, String fact) {
        return letter.headers().text("hub-dead-letter-" + fact);
    }

    private static long size(Event event) {
        long headers = event.headers().stream()
                .mapToLong(header -> header.name().length() + header.value().length())
                .sum();
        return event.body().length() + event.key().length() + headers;
    }
}
