package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import routes.event.SendError;
import routes.model.BackoffRange;
import routes.model.RetrySpec;

/** What the delivery tells about events that are refused again and again, and about targets that slow down others. */
class DelayedEventsTest {

    private static final SendError LATER = SendError.transientFailure("not now");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static DeliveryFixture scene(int targets) {
        return new DeliveryFixture(targets, 1, new RetrySpec(100, BackoffRange.parse("20s..20s"), 0, MINUTE));
    }

    private static void refuse(DeliveryFixture scene, int times) {
        for (int i = 0; i < times; i++) {
            scene.target().refuse(LATER);
            scene.timer.ring();
        }
    }

    @Test
    void tellsAnEventThatIsRefusedForLongerThanTheLimit() {
        DeliveryFixture scene = scene(1);
        scene.give("k:a", "k:b");
        refuse(scene, 3);
        assertThat(scene.delivery.refusedFor(MINUTE.plusMillis(1))).isEmpty();
        assertThat(scene.delivery.refusedFor(MINUTE)).hasValueSatisfying(refused -> {
            assertThat(refused.count()).isEqualTo(1);
            assertThat(refused.oldest().position()).isEqualTo("orders-0@0");
            assertThat(refused.oldest().target()).isEqualTo("t0");
            assertThat(refused.oldest().attempts()).isEqualTo(3);
            assertThat(refused.oldest().lastAnswer()).isEqualTo("not now");
        });
        scene.target().confirm();
        assertThat(scene.delivery.refusedFor(Duration.ZERO)).isEmpty();
    }

    @Test
    void countsAllThatAreRefusedAsLong() {
        DeliveryFixture scene = scene(1);
        scene.give("k:a", "j:b", "i:c");
        scene.target().refuse(LATER);
        scene.target().refuse(LATER);
        scene.timer.ring();
        assertThat(scene.delivery.refusedFor(Duration.ofSeconds(20)))
                .hasValueSatisfying(refused -> assertThat(refused.count()).isEqualTo(2));
    }

    @Test
    void tellsNoEventThatOnlyWaitsForAnUnavailableTargetOrBehindAnother() {
        DeliveryFixture scene = scene(1);
        scene.give("k:a", "k:b");
        scene.target().refuse(SendError.outage("gone"));
        for (int i = 0; i < 5; i++) {
            scene.timer.ring();
            scene.target().refuse(SendError.outage("gone"));
        }
        assertThat(scene.delivery.refusedFor(MINUTE)).isEmpty();
    }

    @Test
    void tellsNoEventThatHasBecomeADeadLetter() {
        DeliveryFixture scene = scene(1);
        scene.give("k:a");
        refuse(scene, 4);
        scene.target().refuse(SendError.permanent("never"));
        assertThat(scene.delivery.refusedFor(Duration.ZERO)).isEmpty();
    }

    @Test
    void namesTheTargetForWhichAllOthersWait() {
        DeliveryFixture scene = scene(3);
        for (int i = 0; i < 8; i++) {
            scene.give("e" + i);
        }
        assertThat(scene.delivery.slowTargets())
                .as("none is faster than another")
                .isEmpty();
        scene.targets.get(0).confirmAll();
        scene.targets.get(2).confirmAll();
        assertThat(scene.delivery.slowTargets()).containsExactly("t1");
        scene.targets.get(1).confirm();
        assertThat(scene.delivery.slowTargets()).containsExactly("t1");
        scene.targets.get(1).confirmAll();
        assertThat(scene.delivery.slowTargets()).isEmpty();
    }

    @Test
    void namesNoTargetOfARouteThatHasOnlyOne() {
        DeliveryFixture scene = scene(1);
        scene.give("a", "b", "c");
        assertThat(scene.delivery.slowTargets()).isEmpty();
    }
}
