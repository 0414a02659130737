package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.EventStatus.Where;
import routes.control.OrderEffect;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Outcome;
import routes.event.RoutingDecision;
import routes.event.SendError;
import routes.model.BackoffRange;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/** An operator orders that one event becomes a dead letter, wherever it is between its targets. */
class WithdrawnEventTest {

    private static final SendError LATER = SendError.transientFailure("not now");

    private final DeliveryFixture scene =
            new DeliveryFixture(1, 1, new RetrySpec(100, BackoffRange.parse("1m..1m"), 0, Duration.ofMinutes(1)));

    private static OrderEffect order(DeliveryFixture scene, String id) {
        return scene.delivery.order(
                id,
                new EventOrder(EventOrder.Action.DEAD_LETTER, "anna", Instant.EPOCH, "a customer that does not exist"));
    }

    private static EventStatus status(DeliveryFixture scene, String id) {
        return scene.delivery.inFlight(Moment.now(scene.timer.clock())).stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> header(Event letter, String name) {
        return letter.headers().text("hub-dead-letter-" + name);
    }

    @Test
    void becomesADeadLetterInThePauseBetweenTwoAttempts() {
        // given
        scene.give("k:poison", "k:next");
        scene.target().refuse(LATER);
        assertThat(status(scene, "orders-0@0").where()).isEqualTo(Where.RETRYING);
        // when
        assertThat(order(scene, "orders-0@0")).isEqualTo(OrderEffect.TAKEN);
        // then
        Event letter = scene.deadLetters.tries.get(0);
        assertThat(letter.body()).hasToString("k:poison");
        assertThat(header(letter, "reason")).contains("operator");
        assertThat(header(letter, "detail"))
                .contains(
                        "the operator anna gave it up: a customer that does not exist; the last answer of the target was:"
                                + " not now");
        assertThat(header(letter, "at")).contains("t0");
        assertThat(header(letter, "attempts")).contains("1");
        assertThat(header(letter, "targets")).contains("{\"t0\":\"operator\"}");
        scene.deadLetters.confirm();
        assertThat(scene.finished).containsExactly("k:poison");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
    }

    @Test
    void letsTheNextEventsOfItsKeyGoOnAtOnce() {
        scene.give("k:poison", "k:next", "k:last");
        scene.target().refuse(LATER);
        order(scene, "orders-0@0");
        assertThat(scene.target().sent()).containsExactly("k:poison", "k:next");
        scene.target().confirm();
        scene.target().confirm();
        assertThat(scene.target().held()).containsExactly("k:next", "k:last");
    }

    @Test
    void doesNotEndTheNextPauseByTheAlarmOfItsOwn() {
        // given
        scene.give("k:poison", "k:next");
        scene.target().refuse(LATER);
        scene.timer.schedule(() -> {}, 30, TimeUnit.SECONDS);
        scene.timer.ring();
        order(scene, "orders-0@0");
        scene.target().refuse(LATER);
        // when
        scene.timer.ring();
        // then
        assertThat(scene.timer.next()).contains(Duration.ofSeconds(30));
        assertThat(scene.target().sent()).containsExactly("k:poison", "k:next");
        scene.timer.ring();
        assertThat(scene.target().sent()).containsExactly("k:poison", "k:next", "k:next");
    }

    @Test
    void isDeliveredIfTheTargetConfirmsTheSendThatItHasNotAnsweredYet() {
        scene.give("a");
        order(scene, "orders-0@0");
        assertThat(scene.deadLetters.tries).isEmpty();
        assertThat(status(scene, "orders-0@0").where()).isEqualTo(Where.SENT);
        assertThat(status(scene, "orders-0@0").order()).isPresent();
        scene.target().confirm();
        assertThat(scene.books.outcomes).containsExactly(Outcome.DELIVERED);
        assertThat(scene.deadLetters.tries).isEmpty();
        assertThat(scene.delivery.isCarriedOut("orders-0@0")).isTrue();
    }

    /** Otherwise the order would be taken for one about an event that nobody has. */
    @Test
    void isHereUntilItIsNotedThatTheOrderIsCarriedOut() {
        // given
        scene.give("a");
        order(scene, "orders-0@0");
        List<String> seen = new ArrayList<>();
        scene.whenEnded = () -> seen.add(order(scene, "orders-0@0") + " " + scene.delivery.isCarriedOut("orders-0@0"));
        // when
        scene.target().confirm();
        // then
        assertThat(seen).containsExactly("TAKEN false");
        assertThat(order(scene, "orders-0@0")).isEqualTo(OrderEffect.NOT_HERE);
        assertThat(scene.delivery.isCarriedOut("orders-0@0")).isTrue();
        scene.delivery.forgetCarriedOut("orders-0@0");
        assertThat(scene.delivery.isCarriedOut("orders-0@0")).isFalse();
    }

    @Test
    void endsWithoutAnOrderThatComesWhileItEnds() {
        scene.give("a");
        List<OrderEffect> effects = new ArrayList<>();
        scene.whenEnded = () -> effects.add(order(scene, "orders-0@0"));
        scene.target().confirm();
        assertThat(effects).containsExactly(OrderEffect.ENDED);
        assertThat(scene.delivery.isCarriedOut("orders-0@0")).isFalse();
    }

    /** An order that was carried out in the steps is not one that comes too late. */
    @Test
    void followsAnOrderThatWasCarriedOutInTheSteps() {
        scene.hand(List.of(scene.passage(
                DeliveryFixture.event("a"),
                new RoutingDecision.Failed(new Failure(DeadLetterReason.OPERATOR, "anna gave it up", "steps")))));
        assertThat(order(scene, "orders-0@0")).isEqualTo(OrderEffect.TAKEN);
        assertThat(status(scene, "orders-0@0").deadLetter()).contains(DeadLetterReason.OPERATOR);
    }

    @Test
    void becomesADeadLetterOnceTheTargetHasRefusedTheSendThatItHadNotAnswered() {
        for (SendError answer : List.of(LATER, SendError.notTried("alone"), SendError.outage("gone"))) {
            DeliveryFixture scene = DeliveryFixture.with(1, 1);
            scene.give("k:a", "k:b");
            order(scene, "orders-0@0");
            scene.target().refuse(answer);
            assertThat(header(scene.deadLetters.tries.get(0), "reason")).contains("operator");
            assertThat(scene.target().sent()).doesNotHaveDuplicates();
        }
    }

    @Test
    void isHeldBackNoLongerByATargetThatIsUnavailable() {
        scene.give("k:a", "k:b");
        scene.target().refuse(SendError.outage("gone"));
        assertThat(status(scene, "orders-0@0").where()).isEqualTo(Where.HELD);
        assertThat(status(scene, "orders-0@1").where()).isEqualTo(Where.HELD);
        order(scene, "orders-0@1");
        assertThat(header(scene.deadLetters.tries.get(0), "position")).contains("orders-0@1");
        order(scene, "orders-0@0");
        assertThat(scene.deadLetters.tries).hasSize(2);
        assertThat(scene.delivery.outages()).hasSize(1);
    }

    @Test
    void leavesTheQueueBehindAnotherEventOfItsKey() {
        scene.give("k:a", "k:b", "k:c");
        assertThat(status(scene, "orders-0@1").where()).isEqualTo(Where.QUEUED);
        order(scene, "orders-0@1");
        scene.deadLetters.confirm();
        scene.target().confirm();
        scene.target().confirm();
        assertThat(scene.target().held()).containsExactly("k:a", "k:c");
        assertThat(scene.finished).containsExactly("k:b", "k:a", "k:c");
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void keepsWhatOtherTargetsHaveConfirmed() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(3, 1);
        scene.give("a");
        scene.targets.get(0).confirm();
        scene.targets.get(1).refuse(LATER);
        // when
        order(scene, "orders-0@0");
        // then
        assertThat(scene.deadLetters.tries).isEmpty();
        assertThat(status(scene, "orders-0@0").targets().stream().map(EventStatus.AtTarget::where))
                .containsExactly(Where.DELIVERED, Where.GIVEN_UP, Where.SENT);
        scene.targets.get(2).confirm();
        assertThat(header(scene.deadLetters.tries.get(0), "targets"))
                .contains("{\"t0\":\"delivered\",\"t1\":\"operator\",\"t2\":\"delivered\"}");
    }

    @Test
    void isToldAsWithdrawnThoughAnotherTargetGaveItUpBefore() {
        DeliveryFixture scene = DeliveryFixture.with(2, 1);
        scene.give("a");
        scene.targets.get(0).refuse(SendError.permanent("too large"));
        scene.targets.get(1).refuse(LATER);
        order(scene, "orders-0@0");
        assertThat(header(scene.deadLetters.tries.get(0), "reason")).contains("operator");
        assertThat(header(scene.deadLetters.tries.get(0), "targets"))
                .contains("{\"t0\":\"rejected\",\"t1\":\"operator\"}");
    }

    @Test
    void staysADeadLetterThatItIsAlready() {
        scene.give("a");
        scene.target().refuse(SendError.permanent("too large"));
        EventStatus before = status(scene, "orders-0@0");
        assertThat(before.deadLetter()).contains(DeadLetterReason.REJECTED);
        assertThat(before.at()).contains("dead letter dead");
        assertThat(order(scene, "orders-0@0")).isEqualTo(OrderEffect.DEAD_LETTER_ALREADY);
        scene.deadLetters.confirm();
        assertThat(header(scene.deadLetters.confirmed.get(0), "reason")).contains("rejected");
        assertThat(scene.finished).hasSize(1);
    }

    @Test
    void isNotHereIfNoEventHasThePosition() {
        scene.give("a");
        assertThat(order(scene, "orders-0@7")).isEqualTo(OrderEffect.NOT_HERE);
        scene.target().confirm();
        assertThat(order(scene, "orders-0@0")).isEqualTo(OrderEffect.NOT_HERE);
        assertThat(scene.delivery.isCarriedOut("orders-0@0")).isFalse();
    }

    @Test
    void isListedWithTheLastAnswerAndTheTimeOfTheNextAttempt() {
        scene.give("k:a");
        scene.target().refuse(LATER);
        EventStatus event = status(scene, "orders-0@0");
        assertThat(event.key()).contains("k");
        assertThat(event.attempts()).isEqualTo(1);
        assertThat(event.lastAnswer()).contains("not now");
        assertThat(event.until()).contains(Instant.EPOCH.plusSeconds(1_060));
        assertThat(event.at()).contains("t0");
        scene.timer.ring();
        assertThat(status(scene, "orders-0@0").where()).isEqualTo(Where.SENT);
        assertThat(status(scene, "orders-0@0").attempts()).isEqualTo(1);
    }
}
