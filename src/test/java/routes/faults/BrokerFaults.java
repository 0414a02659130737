package routes.faults;

import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Scene;
import routes.faults.Fault.Struck;
import routes.testkit.BrokerUnderTest;

/** What happens to a broker. */
final class BrokerFaults {

    private static final Duration DEAD = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofMinutes(5);

    /** By then all is in flight that may be, and what a connection leaves behind is gone. */
    private static final Duration SETTLED = Duration.ofSeconds(40);

    private BrokerFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Side side : Side.values()) {
            all.add(killed(side));
            all.add(away(side));
        }
        all.add(deadLettersAway());
        return List.copyOf(all);
    }

    private static Fault killed(Side side) {
        return Fault.of(side.named("killed"), Promise.AT_LEAST_ONCE, scene -> {
                    BrokerUnderTest broker = side.of(scene.direction());
                    scene.stage().kill(broker);
                    last(DEAD);
                    scene.stage().restart(broker);
                    return Struck.now(true);
                })
                .where((stage, direction) -> stage.canKill(side.of(direction)));
    }

    private static Fault away(Side side) {
        return Fault.of(
                side.named("away"), Promise.AT_LEAST_ONCE, scene -> strained(scene, side.of(scene.direction())));
    }

    /** Some events die at once, and there is nowhere to bury them. */
    private static Fault deadLettersAway() {
        return Fault.of("dead-letters-away", Promise.AT_LEAST_ONCE, scene -> strained(scene, BrokerUnderTest.KAFKA))
                .where((stage, direction) ->
                        direction.from() != BrokerUnderTest.KAFKA && direction.to() == BrokerUnderTest.RABBITMQ)
                .by(TrialLoad.PARTLY_BOUND)
                .burying(EndpointFaults::isUnroutable);
    }

    private static Struck strained(Scene scene, BrokerUnderTest broker) {
        long begun = System.nanoTime();
        scene.stage().takeAway(broker);
        Duration noticed = EndpointFaults.noticed(scene, begun);
        last(SETTLED);
        OutageCost.Moment before = OutageCost.now(scene.fleet().hub());
        last(AWAY.minusNanos(System.nanoTime() - begun));
        OutageCost.Moment after = OutageCost.now(scene.fleet().hub());
        scene.stage().giveBack(broker);
        return Struck.now(true).noticedAfter(noticed).strained(OutageCost.between(before, after));
    }
}
