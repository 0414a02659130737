package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Outcome;
import routes.event.PendingSend;
import routes.event.RoutingDecision;
import routes.event.SendError;
import routes.model.BackoffRange;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

class DeliveryProcessorTest {

    private static final SendError OUTAGE = SendError.outage("gone");
    private static final SendError LATER = SendError.transientFailure("not now");
    private static final SendError NEVER = SendError.permanent("too large");

    @Test
    void deliversAndThenFinishes() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b");
        assertThat(scene.finished).isEmpty();
        scene.target().confirm(1);
        assertThat(scene.finished).containsExactly("b");
        assertThat(scene.exchangesDone).isZero();
        scene.target().confirm();
        assertThat(scene.finished).containsExactly("b", "a");
        assertThat(scene.exchangesDone).isEqualTo(1);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        assertThat(scene.books.confirmed).isEqualTo(2);
    }

    @Test
    void isDoneAtOnceWithNothing() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give();
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void finishesAFilteredEventWithoutATarget() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.hand(List.of(scene.passage(DeliveryFixture.event("a"), new RoutingDecision.Filtered())));
        assertThat(scene.books.outcomes).containsExactly(Outcome.FILTERED);
        assertThat(scene.target().tries).isEmpty();
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void doublesThePauseUpToTheLongest() {
        DeliveryFixture scene = new DeliveryFixture(
                1, 1, new RetrySpec(6, BackoffRange.parse("100ms..500ms"), 0, Duration.ofMinutes(1)));
        scene.give("a");
        for (int pause : List.of(100, 200, 400, 500, 500)) {
            scene.target().refuse(LATER);
            assertThat(scene.timer.next()).contains(Duration.ofMillis(pause));
            scene.timer.ring();
        }
        assertThat(scene.books.retried).isEqualTo(5);
        assertThat(scene.target().sent()).hasSize(6);
    }

    @Test
    void leavesAPartOfThePauseToChance() {
        for (double chance : new double[] {0, 0.25, 1}) {
            DeliveryFixture scene = new DeliveryFixture(
                    1, 1, new RetrySpec(6, BackoffRange.parse("100ms..500ms"), 0.2, Duration.ofMinutes(1)));
            scene.chance = chance;
            scene.give("a");
            scene.target().refuse(LATER);
            assertThat(scene.timer.next()).contains(Duration.ofMillis(Math.round(80 + 40 * chance)));
        }
    }

    @Test
    void deadLettersAnEventAfterTheLastAttempt() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        Event event = new Event(
                Bytes.ofText("a"),
                Bytes.ofText("k"),
                Headers.received(List.of(
                        new Header("own", Bytes.ofText("1")), new Header("hub-dead-letter-old", Bytes.ofText("2")))));
        scene.hand(List.of(scene.passage(event, 0)));
        // when
        scene.target().refuse(LATER);
        scene.timer.ring();
        scene.target().refuse(LATER);
        scene.timer.ring();
        scene.target().refuse(SendError.transientFailure("line\nbreak"));
        // then
        assertThat(scene.finished).isEmpty();
        Event letter = scene.deadLetters.tries.get(0);
        assertThat(letter.body()).isEqualTo(event.body());
        assertThat(letter.key()).isEqualTo(event.key());
        assertThat(letter.headers().stream().map(header -> header.name() + "=" + header.value()))
                .containsExactly(
                        "own=1",
                        "hub-dead-letter-at=t0",
                        "hub-dead-letter-attempts=3",
                        "hub-dead-letter-configuration=c0ffee",
                        "hub-dead-letter-detail=line break",
                        "hub-dead-letter-event-time=1970-01-01T00:00:00Z",
                        "hub-dead-letter-first-failure=1970-01-01T00:16:40Z",
                        "hub-dead-letter-hub-version=1.2",
                        "hub-dead-letter-last-failure=1970-01-01T00:16:40.300Z",
                        "hub-dead-letter-position=orders-0@0",
                        "hub-dead-letter-reason=exhausted",
                        "hub-dead-letter-route=route",
                        "hub-dead-letter-targets={\"t0\":\"exhausted\"}");
        scene.deadLetters.confirm();
        assertThat(scene.finished).containsExactly("a");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
        assertThat(scene.books.reasons).containsExactly(DeadLetterReason.EXHAUSTED);
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void deadLettersAtOnceWhatCanNeverBeTaken() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("k:a", "k:b");
        scene.target().refuse(NEVER);
        assertThat(scene.deadLetters.sent()).containsExactly("k:a");
        assertThat(scene.target().sent()).containsExactly("k:a", "k:b");
        assertThat(scene.books.retried).isZero();
        assertThat(scene.timer.next()).isEmpty();
    }

    @Test
    void deadLettersWhatAStepFoundWrong() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        RoutingDecision failed = new RoutingDecision.Failed(new Failure(DeadLetterReason.PARSE, "no JSON", "steps[0]"));
        scene.hand(List.of(scene.passage(DeliveryFixture.event("a"), failed)));
        scene.deadLetters.confirm();
        assertThat(scene.books.reasons).containsExactly(DeadLetterReason.PARSE);
        assertThat(scene.finished).containsExactly("a");
    }

    @Test
    void holdsForAnOutageAndTriesOneAtATime() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b", "c");
        // when
        scene.target().refuse(OUTAGE);
        scene.target().refuse(OUTAGE);
        scene.target().refuse(OUTAGE);
        scene.give("d");
        // then
        assertThat(scene.delivery.outages()).containsEntry("t0", "gone");
        assertThat(scene.target().open).isEmpty();
        for (int pause : List.of(100, 200, 400, 800, 1000, 1000)) {
            assertThat(scene.timer.next()).contains(Duration.ofMillis(pause));
            scene.timer.ring();
            assertThat(scene.target().open).hasSize(1);
            scene.target().refuse(OUTAGE);
        }
        scene.timer.ring();
        scene.target().confirm();
        assertThat(scene.target().open).hasSize(3);
        scene.target().confirmAll();
        assertThat(scene.finished).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(scene.books.holds).containsExactly(true, false);
        assertThat(scene.books.retried).isZero();
        assertThat(scene.deadLetters.tries).isEmpty();
        assertThat(scene.delivery.outages()).isEmpty();
    }

    @Test
    void countsNoOutageAgainstTheEvent() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        for (SendError error : List.of(LATER, OUTAGE, OUTAGE, OUTAGE, LATER)) {
            scene.target().refuse(error);
            scene.timer.ring();
        }
        assertThat(scene.deadLetters.tries).isEmpty();
        scene.target().refuse(LATER);
        assertThat(scene.deadLetters.tries.get(0).headers().text("hub-dead-letter-attempts"))
                .contains("3");
    }

    @Test
    void sendsNothingBeforeAnEarlierOneOfItsKeyThatFailedInAnOutage() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, Integer.MAX_VALUE);
        scene.give("b:1", "a:1");
        // when
        scene.target().refuse(OUTAGE);
        scene.give("a:2");
        scene.target().refuse(OUTAGE);
        scene.timer.ring();
        scene.target().refuse(OUTAGE);
        scene.timer.ring();
        // then
        assertThat(scene.target().sent()).containsExactly("b:1", "a:1", "b:1", "b:1");
        scene.target().confirmAll();
        assertThat(scene.target().held()).containsExactly("b:1", "a:1", "a:2");
    }

    @Test
    void holdsBackTheKeyThatIsRetriedAndNoOther() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a:1", "a:2", "b:1");
        scene.target().refuse(LATER);
        scene.give("a:3", "b:2");
        scene.target().confirmAll();
        assertThat(scene.target().held()).containsExactly("b:1", "b:2");
        scene.timer.ring();
        scene.target().confirmAll();
        assertThat(scene.target().held()).containsExactly("b:1", "b:2", "a:1", "a:2", "a:3");
    }

    @Test
    void retriesOnlyTheTargetThatFailed() {
        DeliveryFixture scene = DeliveryFixture.with(2, 1);
        scene.give("a");
        scene.targets.get(0).confirm();
        scene.targets.get(1).refuse(LATER);
        scene.timer.ring();
        assertThat(scene.finished).isEmpty();
        scene.targets.get(1).confirm();
        assertThat(scene.targets.get(0).sent()).hasSize(1);
        assertThat(scene.targets.get(1).sent()).hasSize(2);
        assertThat(scene.finished).containsExactly("a");
    }

    @Test
    void deadLettersOnceWhenSeveralTargetsRefuse() {
        DeliveryFixture scene = DeliveryFixture.with(3, 1);
        scene.give("a");
        scene.targets.get(0).refuse(NEVER);
        scene.targets.get(2).refuse(NEVER);
        assertThat(scene.deadLetters.tries).isEmpty();
        scene.targets.get(1).confirm();
        scene.deadLetters.confirmAll();
        assertThat(scene.deadLetters.tries).hasSize(1);
        assertThat(scene.books.outcomes).containsExactly(Outcome.DEAD_LETTERED);
    }

    @Test
    void finishesNothingOnceItIsStopped() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b", "c:1", "c:2");
        scene.target().refuse(1, OUTAGE);
        // when
        scene.delivery.stop();
        assertThat(scene.exchangesDone).isEqualTo(1);
        scene.target().confirmAll();
        while (scene.timer.ring()) {
            assertThat(scene.target().open).isEmpty();
        }
        // then
        assertThat(scene.finished).isEmpty();
        assertThat(scene.books.outcomes).isEmpty();
        assertThat(scene.books.abandoned).isEqualTo(4);
        assertThat(scene.exchangesDone).isEqualTo(1);
        assertThat(scene.books.holds).containsExactly(true, false);
    }

    @Test
    void abandonsWhatHasNotEndedAndCountsItOnce() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b", "c");
        scene.give("d");
        scene.target().confirm(1);
        scene.target().confirm(2);
        // when
        scene.delivery.stop();
        scene.target().confirmAll();
        scene.delivery.start();
        scene.delivery.stop();
        // then
        assertThat(scene.finished).containsExactly("b", "d");
        assertThat(scene.books.outcomes).hasSize(2);
        assertThat(scene.books.abandoned).isEqualTo(2);
        assertThat(scene.exchangesDone).isEqualTo(2);
    }

    @Test
    void neverEndsWhatAStopAbandonedWhileItsConfirmationWasCounted() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b");
        scene.books.whenConfirmed = scene.delivery::stop;
        // when
        scene.target().confirm();
        // then
        assertThat(scene.finished).isEmpty();
        assertThat(scene.books.outcomes).isEmpty();
        assertThat(scene.books.abandoned).isEqualTo(2);
    }

    @Test
    void deadLettersNothingOfAnEarlierShiftInTheNext() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        scene.books.whenRefused = () -> {
            scene.delivery.stop();
            scene.delivery.start();
        };
        // when
        scene.target().refuse(NEVER);
        // then
        assertThat(scene.deadLetters.tries).isEmpty();
        assertThat(scene.books.abandoned).isEqualTo(1);
        assertThat(scene.finished).isEmpty();
    }

    @Test
    void beginsAnewAfterAStop() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a:1");
        scene.target().refuse(OUTAGE);
        scene.delivery.stop();
        scene.delivery.start();
        assertThat(scene.delivery.outages()).isEmpty();
        scene.give("a:1", "a:2");
        scene.target().confirmAll();
        assertThat(scene.finished).containsExactly("a:1", "a:2");
        assertThat(scene.exchangesDone).isEqualTo(2);
    }

    @Test
    void endsTheExchangeThatComesAfterTheStop() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.delivery.stop();
        scene.give("a");
        assertThat(scene.exchangesDone).isEqualTo(1);
        assertThat(scene.books.abandoned).isEqualTo(1);
        assertThat(scene.finished).isEmpty();
    }

    @Test
    void goesOnWhenItsBooksThrow() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a:1", "a:2", "b");
        scene.books.whenConfirmed = RecordedMetrics::fail;
        scene.books.whenRefused = RecordedMetrics::fail;
        scene.books.whenFinished = RecordedMetrics::fail;
        scene.target().confirm();
        scene.target().refuse(LATER);
        scene.timer.ring();
        scene.target().confirmAll();
        assertThat(scene.finished).containsExactlyInAnyOrder("a:1", "a:2", "b");
        assertThat(scene.exchangesDone).isEqualTo(1);
    }

    @Test
    void holdsATargetEvenWhenItsBooksThrow() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a", "b");
        scene.books.whenHeld = RecordedMetrics::fail;
        scene.target().refuse(OUTAGE);
        assertThat(scene.delivery.outages()).containsKey("t0");
        scene.target().confirm();
        scene.timer.ring();
        scene.books.whenHeld = RecordedMetrics::fail;
        scene.target().confirm();
        assertThat(scene.finished).containsExactly("b", "a");
        assertThat(scene.delivery.outages()).isEmpty();
    }

    @Test
    void holdsATargetWhoseConnectorFailsInAnyWay() {
        // given
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        for (Throwable failure : List.of(new IllegalStateException("bug"), new NoClassDefFoundError("gone"))) {
            scene.target().failure = Optional.of(failure);
            // when
            scene.give(failure.getMessage());
            // then
            assertThat(scene.delivery.outages().get("t0")).contains(failure.getMessage());
            scene.target().failure = Optional.empty();
            scene.timer.ring();
            scene.target().confirmAll();
            assertThat(scene.finished).contains(failure.getMessage());
        }
    }

    @Test
    void holdsATargetWhoseConnectorLetsTheExchangeFail() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.target().exchangeFailure = Optional.of(new IllegalStateException("not mine"));
        scene.give("a");
        assertThat(scene.delivery.outages().get("t0")).contains("not mine");
        scene.target().exchangeFailure = Optional.empty();
        scene.timer.ring();
        scene.target().confirmAll();
        assertThat(scene.finished).containsExactly("a");
    }

    @Test
    void takesAnAnswerOnlyOnce() {
        DeliveryFixture scene = DeliveryFixture.with(1, 1);
        scene.give("a");
        PendingSend send = scene.target().open.get(0);
        send.confirmed();
        send.confirmed();
        send.refused(NEVER);
        assertThat(scene.finished).containsExactly("a");
        assertThat(scene.books.outcomes).containsExactly(Outcome.DELIVERED);
        assertThat(scene.deadLetters.tries).isEmpty();
    }
}
