package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Outcome;
import routes.event.SendError;
import routes.model.BackoffRange;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/** What the delivery does for sources and targets that are no brokers: callers, services that throttle, calls of several events. */
class OpenedContractTest {

    private static final SendError LATER = SendError.transientFailure("later");
    private static final SendError NEVER = SendError.permanent("never");
    private static final SendError NOT_TRIED = SendError.notTried("another one was wrong");

    @Test
    void tellsTheSourceHowItsEventEnded() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 9);
        scene.give("a", "b");
        // when
        scene.target().confirm();
        scene.target().refuse(NEVER);
        scene.deadLetters.confirm();
        // then
        assertThat(scene.results)
                .extracting(DeliveryResult::outcome)
                .containsExactly(Outcome.DELIVERED, Outcome.DEAD_LETTERED);
        assertThat(scene.results.get(0).failure()).isEmpty();
        assertThat(scene.results.get(1).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(DeadLetterReason.REJECTED);
            assertThat(failure.at()).isEqualTo("t0");
        });
    }

    @Test
    void handsTheReplyOfATargetToTheSource() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(2, 1);
        scene.give("a");
        // when
        scene.targets.get(0).confirm();
        scene.targets.get(1).open.remove(0).confirmed(Optional.of(Event.of("the answer".getBytes())));
        // then
        assertThat(scene.results).hasSize(1);
        assertThat(scene.results.get(0).reply().orElseThrow().body()).hasToString("the answer");
    }

    @Test
    void returnsUnfinishedEventsToASourceThatGivesThemAgain() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 9);
        scene.give("a", "b");
        scene.target().confirm();
        // when
        scene.delivery.stop();
        // then
        assertThat(scene.finished).containsExactly("a");
        assertThat(scene.returned).containsExactly("b");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DELIVERED);
        assertThat(scene.books.abandoned).isEqualTo(1);
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void countsAsReturnedWhatASourceCannotGiveAgain() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 9);
        scene.sourceGivesAgain = false;
        scene.give("a", "b");
        scene.target().confirm();
        // when
        scene.delivery.stop();
        // then
        assertThat(scene.returned).containsExactly("b");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DELIVERED, Outcome.RETURNED);
        assertThat(scene.books.abandoned).isZero();
    }

    @Test
    void returnsWhatComesWhenItIsStopped() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.sourceGivesAgain = false;
        scene.delivery.stop();
        // when
        scene.give("a");
        // then
        assertThat(scene.returned).containsExactly("a");
        assertThat(scene.books.outcomes).containsExactly(Outcome.RETURNED);
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void endsNoEventThatItHasReturned() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        scene.delivery.stop();
        // when
        scene.target().confirm();
        // then
        assertThat(scene.finished).isEmpty();
        assertThat(scene.returned).containsExactly("a");
        assertThat(scene.books.outcomes).isEmpty();
    }

    @Test
    void waitsAtLeastAsLongAsTheTargetAsksFor() {
        // given
        DeliveryFixture scene =
                new DeliveryFixture(1, 1, new RetrySpec(9, BackoffRange.parse("100ms..1s"), 0, Duration.ofMinutes(1)));
        scene.give("a");
        // when
        scene.target().refuse(LATER.after(Duration.ofSeconds(7)));
        // then
        assertThat(scene.timer.next()).contains(Duration.ofSeconds(7));
        scene.timer.ring();
        scene.target().refuse(LATER.after(Duration.ofMillis(10)));
        assertThat(scene.timer.next()).as("its own pause is longer").contains(Duration.ofMillis(200));
    }

    @Test
    void probesATargetAfterFiveMinutesWhateverItAsksFor() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        // when
        scene.target().refuse(SendError.outage("throttled").after(Duration.ofHours(2)));
        // then
        assertThat(scene.timer.next()).contains(Duration.ofMinutes(5));
    }

    @Test
    void probesATargetNoEarlierThanItAsksFor() {
        // given
        DeliveryFixture scene =
                new DeliveryFixture(1, 1, new RetrySpec(9, BackoffRange.parse("100ms..1s"), 0, Duration.ofMinutes(1)));
        scene.give("a");
        // when
        scene.target().refuse(SendError.outage("throttled").after(Duration.ofSeconds(30)));
        // then
        assertThat(scene.timer.next()).contains(Duration.ofSeconds(30));
    }

    @Test
    void waitsNoLongerThanAnHourWhateverTheTargetAsksFor() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        // when
        scene.target().refuse(LATER.after(Duration.ofDays(9)));
        // then
        assertThat(scene.timer.next()).contains(Duration.ofHours(1));
    }

    @Test
    void sendsWhatWasNotTriedAgainAtOnceAloneAndUncounted() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 9);
        scene.give("a", "b", "c");
        // when
        scene.target().refuse(0, NOT_TRIED);
        scene.target().refuse(0, NEVER);
        scene.target().refuse(0, NOT_TRIED);
        // then
        assertThat(scene.timer.next()).as("nothing is waited for").isEmpty();
        assertThat(scene.target().sent()).containsExactly("a", "b", "c", "a", "c");
        assertThat(scene.target().batches).containsExactly(3, 1, 1);
        scene.target().confirmAll();
        scene.deadLetters.confirm();
        assertThat(scene.finished).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(scene.books.refusals).containsExactly(SendError.Kind.PERMANENT);
        assertThat(scene.books.retried).isZero();
    }

    @Test
    void countsAnEventThatIsNotTriedThoughItCameAlone() {
        // given
        DeliveryFixture scene =
                new DeliveryFixture(1, 1, new RetrySpec(1, BackoffRange.parse("100ms..1s"), 0, Duration.ofMinutes(1)));
        scene.give("a");
        scene.target().refuse(NOT_TRIED);
        // when
        scene.target().refuse(NOT_TRIED);
        // then
        assertThat(scene.deadLetters.sent()).containsExactly("a");
        assertThat(scene.books.refusals).containsExactly(SendError.Kind.TRANSIENT);
    }

    @Test
    void tellsInTheDeadLetterWhatBecameOfTheEventAtEveryTarget() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(3, 1);
        scene.give("a");
        // when
        scene.targets.get(2).refuse(NEVER);
        scene.targets.get(0).refuse(NEVER);
        scene.targets.get(1).confirm();
        // then
        Event letter = scene.deadLetters.tries.get(0);
        assertThat(letter.headers().text("hub-dead-letter-at")).contains("t2");
        assertThat(letter.headers().text("hub-dead-letter-targets"))
                .contains("{\"t0\":\"rejected\",\"t1\":\"delivered\",\"t2\":\"rejected\"}");
    }

    @Test
    void givesADeadLetterAnotherIdThanItsEvent() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        String id = scene.target().open.get(0).id();
        // when
        scene.target().refuse(NEVER);
        // then
        assertThat(scene.deadLetters.open.get(0).id()).isEqualTo(id + "/dead-letter");
    }

    @Test
    void keepsATargetHeldWhoseProbeWasNotTried() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 9);
        scene.give("a", "b");
        scene.target().refuse(0, SendError.outage("away"));
        scene.target().refuse(0, SendError.outage("away"));
        scene.timer.ring();
        // when
        scene.target().refuse(NOT_TRIED);
        // then
        assertThat(scene.delivery.outages()).containsKey("t0");
        assertThat(scene.target().sent()).as("another probe, at once").containsExactly("a", "b", "a", "b");
    }

    @Test
    void givesEverySendOfAnEventTheSameId() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(2, 1);
        scene.give("a");
        // when
        List<String> ids = List.of(
                scene.targets.get(0).open.get(0).id(),
                scene.targets.get(1).open.get(0).id());
        // then
        assertThat(ids).containsExactly("route/orders-0@0", "route/orders-0@0");
    }

    /** Two targets may be one FIFO queue with different groups, which would swallow the second message. */
    @Test
    void givesTwoSendsToOnePlaceDifferentIds() {
        // given
        DeliveryFixture scene = new DeliveryFixture(
                List.of("sqs:a.fifo", "sqs:b.fifo", "sqs:a.fifo"),
                9,
                new RetrySpec(3, BackoffRange.parse("1s..1s"), 0, Duration.ofMinutes(1)));
        // when
        scene.give("a");
        // then
        assertThat(scene.targets)
                .extracting(target -> target.open.get(0).id())
                .containsExactly("route/orders-0@0", "route/orders-0@0", "route/orders-0@0/2");
    }
}
