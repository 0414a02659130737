package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.control.EventId;
import routes.control.EventOrder;
import routes.control.EventOrder.Action;
import routes.control.EventStatus.Where;
import routes.control.OrderEffect;
import routes.event.Outcome;
import routes.event.SendError;
import routes.support.Sha256;
import routes.testkit.CapturedLog;

/** What becomes of a dead letter that its target refuses alone. */
class ParkedLetterTest {

    private static final SendError REFUSED = SendError.permanent("no");
    private static final SendError TOO_LARGE = SendError.tooLarge("too large: 40000 bytes, and it takes 1000");
    private static final SendError UNROUTABLE = SendError.permanent("unroutable");
    private static final SendError OUTAGE = SendError.outage("gone");
    private static final SendError BUSY = SendError.transientFailure("busy");
    private static final String LONG = "x".repeat(40_000);

    private final DeliveryFixture scene = DeliveryFixture.with(1, 1);

    @Test
    void isParkedWholeAndHoldsNobodyUp() {
        // given
        letters(LONG, "small", "other");
        // when
        scene.deadLetters.refuse(TOO_LARGE);
        // then
        scene.deadLetters.confirmAll();
        assertThat(scene.deadLetters.held()).containsExactly("small", "other");
        assertThat(scene.delivery.outages()).isEmpty();
        assertThat(scene.books.holds).isEmpty();
        assertThat(scene.books.parkings).containsExactly(1);
        assertThat(scene.finished).containsExactly("small", "other");
        ParkedLetter parked = scene.delivery.parked().get(0);
        assertThat(parked.position()).isEqualTo("orders-0@0");
        assertThat(parked.id()).isEqualTo(EventId.of("orders-0@0"));
        assertThat(parked.bytes()).isEqualTo(40_000);
        assertThat(parked.target()).isEqualTo("dead");
        assertThat(parked.problem()).isEqualTo(TOO_LARGE.detail());
        assertThat(parked.isTooLarge()).isTrue();
    }

    @Test
    void isTriedAgainNowAndThenAndArrivesWhole() {
        // given
        letters(LONG);
        // when
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.timer.next()).contains(Duration.ofSeconds(10));
        scene.timer.ring();
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.timer.next()).contains(Duration.ofSeconds(20));
        scene.timer.ring();
        scene.deadLetters.confirm();
        // then
        assertThat(scene.deadLetters.held()).containsExactly(LONG);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
        assertThat(scene.books.parkings).containsExactly(1, 0);
        assertThat(scene.delivery.parked()).isEmpty();
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void isNeverTriedAgainAfterMoreThanFiveMinutes() {
        letters(LONG);
        for (int i = 0; i < 50; i++) {
            scene.deadLetters.refuse(TOO_LARGE);
            assertThat(scene.timer.next().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(5));
            scene.timer.ring();
        }
    }

    /** A dead letter has no order: its event is out of the way of the later ones of its key. */
    @Test
    void doesNotHoldItsKey() {
        // given
        scene.give("k:first", "k:second");
        // when
        scene.target().refuse(REFUSED);
        scene.deadLetters.refuse(TOO_LARGE);
        scene.target().confirm();
        // then
        assertThat(scene.finished).containsExactly("k:second");
        assertThat(scene.delivery.parked()).hasSize(1);
    }

    @Test
    void isParkedForAnyReasonThatIsItsOwn() {
        letters("0", "1", "2");
        scene.deadLetters.confirm();
        scene.deadLetters.refuse(UNROUTABLE);
        assertThat(scene.delivery.outages()).isEmpty();
        scene.deadLetters.confirmAll();
        assertThat(scene.delivery.outages()).isEmpty();
        assertThat(scene.delivery.parked()).extracting(ParkedLetter::isTooLarge).containsExactly(false);
        assertThat(scene.finished).containsExactly("0", "2");
    }

    /** Nothing is known of the target: it may have no queue. As soon as it takes another one, this one is parked. */
    @Test
    void isHeldUntilTheTargetIsKnownToTakeOthers() {
        // given
        letters("bad", "good");
        // when
        scene.deadLetters.refuse(UNROUTABLE);
        assertThat(scene.delivery.outages()).containsEntry("dead letter", "unroutable");
        scene.deadLetters.confirm();
        scene.timer.ring();
        scene.deadLetters.refuse(UNROUTABLE);
        // then
        assertThat(scene.delivery.outages()).isEmpty();
        assertThat(scene.delivery.parked()).hasSize(1);
        assertThat(scene.finished).containsExactly("good");
    }

    /** The queue was deleted: that is an outage, and all are sent again as soon as it is back. */
    @Test
    void isHeldWithTheOthersWhereTheTargetRefusesAll() {
        // given
        String[] bodies = IntStream.range(0, 30).mapToObj(String::valueOf).toArray(String[]::new);
        letters(bodies);
        scene.deadLetters.confirm();
        // when
        for (int i = 1; i < 30; i++) {
            scene.deadLetters.refuse(UNROUTABLE);
        }
        // then
        assertThat(scene.delivery.parked()).hasSize(10);
        for (int i = 0; i < 50; i++) {
            assertThat(scene.delivery.outages()).containsEntry("dead letter", "unroutable");
            scene.timer.ring();
            scene.deadLetters.open.stream().toList().forEach(send -> scene.deadLetters.refuse(UNROUTABLE));
        }
        while (scene.deadLetters.open.isEmpty()) {
            scene.timer.ring();
        }
        scene.deadLetters.confirmAll();
        assertThat(scene.finished).containsExactlyInAnyOrder(bodies);
        assertThat(scene.delivery.outages()).isEmpty();
        assertThat(scene.books.parkings).endsWith(0);
    }

    @Test
    void isParkedWhereItIsRefusedAgainAndAgainWhileOthersAreTaken() {
        // given
        letters("bad", "good");
        // when
        scene.deadLetters.refuse(BUSY);
        scene.deadLetters.confirm();
        for (int i = 0; i < 2; i++) {
            scene.timer.ring();
            assertThat(scene.delivery.parked()).isEmpty();
            scene.deadLetters.refuse(BUSY);
        }
        // then
        assertThat(scene.delivery.parked()).hasSize(1);
        assertThat(scene.delivery.outages()).isEmpty();
    }

    @Test
    void isHeldWhereTheTargetIsBusyForAll() {
        letters("1", "2");
        scene.deadLetters.refuse(BUSY);
        scene.deadLetters.refuse(BUSY);
        for (int i = 0; i < 20; i++) {
            assertThat(scene.delivery.outages()).containsKey("dead letter");
            scene.timer.ring();
            scene.deadLetters.refuse(BUSY);
        }
        assertThat(scene.delivery.parked()).isEmpty();
    }

    @Test
    void closesTheBreakerWhenItIsTheProbe() {
        letters(LONG, "small");
        scene.deadLetters.refuse(OUTAGE);
        scene.deadLetters.refuse(OUTAGE);
        scene.timer.ring();
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.delivery.outages()).isEmpty();
        scene.deadLetters.confirm();
        assertThat(scene.finished).containsExactly("small");
    }

    /** An exchange gets its queue: the first that is taken brings the others, without a wait for their own pauses. */
    @Test
    void bringsTheOthersWhenItIsTaken() {
        // given
        letters("0", "1", "2", "3");
        scene.deadLetters.confirm();
        for (int i = 0; i < 3; i++) {
            scene.deadLetters.refuse(UNROUTABLE);
        }
        assertThat(scene.delivery.parked()).hasSize(3);
        // when
        scene.timer.ring();
        scene.deadLetters.confirm();
        // then
        scene.deadLetters.confirmAll();
        assertThat(scene.finished).containsExactlyInAnyOrder("0", "1", "2", "3");
        assertThat(scene.books.parkings).endsWith(0);
    }

    /** Otherwise each that is taken would bring all the others that are refused, over and over. */
    @Test
    void doesNotBringThoseThatWereRefusedAfterItWasSent() {
        letters("0", "1", "2", "3");
        scene.deadLetters.confirm();
        for (int i = 0; i < 3; i++) {
            scene.deadLetters.refuse(UNROUTABLE);
        }
        scene.timer.ring();
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.open).hasSize(2);
        scene.deadLetters.refuse(UNROUTABLE);
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.open).isEmpty();
    }

    @Test
    void isCutAsAnOperatorOrders() {
        // given
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        // when
        order(Action.CUT, "orders-0@0");
        scene.deadLetters.refuse(TOO_LARGE);
        scene.deadLetters.confirm();
        // then
        assertThat(scene.deadLetters.held()).containsExactly(LONG.substring(0, 32 * 1024));
        assertThat(scene.deadLetters.confirmed.get(0).headers().text("hub-dead-letter-cut-from"))
                .contains("40000");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
    }

    /** The limit may have been raised meanwhile. */
    @Test
    void isSentWholeBeforeItIsCut() {
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        order(Action.CUT, "orders-0@0");
        scene.deadLetters.confirm();
        assertThat(scene.deadLetters.held()).containsExactly(LONG);
    }

    @Test
    void isDiscardedAsAnOperatorOrdersAndRecordedWithoutItsBody() {
        // given
        letters("k:" + LONG, "small");
        scene.deadLetters.refuse(TOO_LARGE);
        // when
        CapturedLog log = CapturedLog.listen();
        order(Action.DISCARD, "orders-0@0");
        log.close();
        // then
        assertThat(scene.finished).containsExactly("k:" + LONG);
        assertThat(scene.results.get(0).outcome()).isEqualTo(Outcome.DISCARDED);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DISCARDED);
        assertThat(scene.books.reasons).isEmpty();
        assertThat(scene.books.parkings).containsExactly(1, 0);
        assertThat(String.join("\n", log.lines()))
                .contains("Event discarded by an operator", "anna", "too old", "orders-0@0", "40002")
                .contains(Sha256.of(("k:" + LONG).getBytes()))
                .doesNotContain("xxxxxxxxxx");
        scene.deadLetters.confirmAll();
        assertThat(scene.books.outcomes).containsExactly(Outcome.DISCARDED, Outcome.DEAD_LETTERED);
        assertThat(scene.timer.ring()).isTrue();
        assertThat(scene.deadLetters.open).isEmpty();
    }

    @Test
    void isNotDiscardedBeforeItsAnswerComes() {
        // given
        letters(LONG, "small");
        scene.deadLetters.refuse(0, TOO_LARGE);
        scene.deadLetters.refuse(0, TOO_LARGE);
        scene.timer.ring();
        assertThat(scene.deadLetters.open).isNotEmpty();
        // when
        order(Action.DISCARD, "orders-0@0");
        order(Action.DISCARD, "orders-0@1");
        assertThat(scene.books.outcomes).doesNotContain(Outcome.DEAD_LETTERED);
        scene.deadLetters.confirmAll();
        // then
        assertThat(scene.books.outcomes).containsExactlyInAnyOrder(Outcome.DEAD_LETTERED, Outcome.DISCARDED);
    }

    @Test
    void isDiscardedWhenItIsRefusedOnceMore() {
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        scene.timer.ring();
        order(Action.DISCARD, "orders-0@0");
        assertThat(scene.books.outcomes).isEmpty();
        scene.deadLetters.refuse(OUTAGE);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DISCARDED);
    }

    @Test
    void isDiscardedDuringAnOutage() {
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        scene.timer.ring();
        scene.deadLetters.refuse(OUTAGE);
        order(Action.DISCARD, "orders-0@0");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DISCARDED);
    }

    /** An outage is nothing that an operator has to decide about. */
    @Test
    void isNeitherCutNorDiscardedBeforeItIsParked() {
        letters(LONG);
        scene.deadLetters.refuse(OUTAGE);
        assertThat(given(Action.DISCARD, "orders-0@0")).isEqualTo(OrderEffect.NOT_PARKED);
        scene.timer.ring();
        assertThat(given(Action.CUT, "orders-0@0")).isEqualTo(OrderEffect.NOT_PARKED);
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.deadLetters.open).isEmpty();
        assertThat(scene.delivery.parked()).hasSize(1);
        assertThat(scene.books.outcomes).isEmpty();
    }

    /** It comes again, so that a second copy would be parked beside it, and this one could not be acknowledged. */
    @Test
    void isDroppedWhereItsSourceHasLostIt() {
        // given
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        // when
        scene.sourceHasLostAll = true;
        scene.timer.ring();
        // then
        assertThat(scene.deadLetters.open).isEmpty();
        assertThat(scene.returned).containsExactly(LONG);
        assertThat(scene.books.outcomes).containsExactly(Outcome.RETURNED);
        assertThat(scene.books.parkings).containsExactly(1, 0);
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void isDroppedAsSoonAsItComesAgain() {
        // given
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        scene.sourceHasLostAll = true;
        letters("again");
        // when
        scene.deadLetters.refuse(TOO_LARGE);
        // then
        assertThat(scene.returned).contains(LONG);
        assertThat(scene.books.outcomes).contains(Outcome.RETURNED);
    }

    /** It is not the order's fault that RabbitMQ has closed the channel: the copy that comes again is to be discarded. */
    @Test
    void isNotDiscardedWhereItsSourceHasLostIt() {
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        scene.sourceHasLostAll = true;
        order(Action.DISCARD, "orders-0@0");
        assertThat(scene.books.outcomes).containsExactly(Outcome.RETURNED);
        assertThat(scene.finished).isEmpty();
    }

    /** Otherwise every stop would take as long as it may. */
    @Test
    void isNoExchangeThatAStopWaitsFor() {
        letters(LONG, "small");
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.exchangesDone).isZero();
        scene.deadLetters.confirm();
        assertThat(scene.exchangesDone).isEqualTo(1);
        scene.timer.ring();
        scene.deadLetters.confirm();
        assertThat(scene.exchangesDone).isEqualTo(1);
        assertThat(scene.finished).containsExactly("small", LONG);
    }

    @Test
    void staysWithItsSourceWhenTheRouteStops() {
        letters(LONG, "small");
        scene.deadLetters.refuse(TOO_LARGE);
        scene.delivery.stop();
        assertThat(scene.returned).containsExactlyInAnyOrder(LONG, "small");
        assertThat(scene.books.outcomes).isEmpty();
        assertThat(scene.books.parkings).containsExactly(1, 0);
        assertThat(scene.delivery.parked()).isEmpty();
    }

    @Test
    void isListedAsParked() {
        letters(LONG);
        scene.deadLetters.refuse(TOO_LARGE);
        assertThat(scene.delivery.inFlight(Moment.now(scene.timer.clock())))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.where()).isEqualTo(Where.PARKED);
                    assertThat(event.lastAnswer()).contains(TOO_LARGE.detail());
                    assertThat(event.until()).isPresent();
                });
        scene.timer.ring();
        assertThat(scene.delivery
                        .inFlight(Moment.now(scene.timer.clock()))
                        .get(0)
                        .where())
                .isEqualTo(Where.PARKED);
    }

    /** Refused by the target, and on their way to the dead letter target. */
    private void letters(String... bodies) {
        scene.give(bodies);
        for (int i = 0; i < bodies.length; i++) {
            scene.target().refuse(REFUSED);
        }
    }

    private void order(Action action, String position) {
        assertThat(given(action, position)).isEqualTo(OrderEffect.TAKEN);
    }

    private OrderEffect given(Action action, String position) {
        return scene.delivery.order(EventId.of(position), new EventOrder(action, "anna", Instant.EPOCH, "too old"));
    }
}
