package routes.faults;

import routes.brokers.Harbour;












import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Scene;
import routes.faults.Fault.Struck;

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
                    Harbour broker = side.of(scene.direction());
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
        return Fault.of("dead-letters-away", Promise.AT_LEAST_ONCE, scene -> strained(scene, Harbour.KAFKA))
                .where((stage, direction) -> direction.from() != Harbour.KAFKA && direction.to() == Harbour.RABBITMQ)
                .by(Way.PARTLY_BOUND)
                .burying(PlaceFaults::isUnroutable);
    }

    private static Struck strained(Scene scene, Harbour broker) {
        long begun = System.nanoTime();
        scene.stage().takeAway(broker);
        Duration noticed = PlaceFaults.noticed(scene, begun);
        last(SETTLED);
        Strain.Moment before = Strain.now(scene.fleet().hub());
        last(AWAY.minusNanos(System.nanoTime() - begun));
        Strain.Moment after = Strain.now(scene.fleet().hub());
        scene.stage().giveBack(broker);
        return Struck.now(true).noticedAfter(noticed).strained(Strain.between(before, after));
    }
}
