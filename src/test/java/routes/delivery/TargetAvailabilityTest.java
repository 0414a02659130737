package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import routes.event.Readiness;
import routes.event.SendError;

/** A target that is looked at while no event goes there. */
class TargetAvailabilityTest {

    private final DeliveryFixture fixture = DeliveryFixture.with(1, 1);

    @Test
    void isHeldFromAFailedLookUntilOneThatSucceeds() {
        looked(Readiness.notReady("no answer"));
        assertThat(fixture.delivery.outages())
                .containsEntry("t0", "no answer")
                .containsEntry("dead letter", "no answer");
        assertThat(fixture.books.holds).containsExactly(true, true);

        looked(Readiness.notReady("no answer"));
        assertThat(fixture.books.holds).hasSize(2);

        looked(Readiness.ready());
        assertThat(fixture.delivery.outages()).isEmpty();
        assertThat(fixture.books.holds).containsExactly(true, true, false, false);
    }

    @Test
    void sendsAllTheSameAndIsAvailableAsSoonAsAnEventIsConfirmed() {
        looked(Readiness.notReady("no answer"));

        fixture.give("a", "b");
        assertThat(fixture.target().open).hasSize(2);
        fixture.target().confirm();

        assertThat(fixture.delivery.outages()).containsOnlyKeys("dead letter");
        assertThat(fixture.delivery.watched().get(1).confirmations()).isZero();
        assertThat(fixture.delivery.watched())
                .anySatisfy(target -> assertThat(target.confirmations()).isEqualTo(1));
    }

    @Test
    void staysHeldForAnEventThoughItsSystemAnswers() {
        fixture.give("a");
        fixture.target().refuse(SendError.outage("the queue is gone"));

        looked(Readiness.ready());

        assertThat(fixture.delivery.outages()).containsEntry("t0", "the queue is gone");
        assertThat(fixture.books.holds).containsExactly(true);
    }

    @Test
    void isNotLookedAtWhileTheRouteDoesNotRun() {
        looked(Readiness.notReady("no answer"));

        fixture.delivery.stop();

        assertThat(fixture.delivery.watched()).isEmpty();
        assertThat(fixture.books.holds).containsExactly(true, true, false, false);
    }

    private void looked(Readiness readiness) {
        fixture.delivery.watched().forEach(target -> target.looked(readiness));
    }
}
