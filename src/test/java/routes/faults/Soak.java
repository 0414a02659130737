package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;
import routes.brokers.ScratchFolder;
import routes.brokers.WrittenHome;












import static org.awaitility.Awaitility.await;
import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** One hub with several routes under load for long, and one fault after the other. */
final class Soak {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final List<Direction> DIRECTIONS = List.of(
            new Direction(Harbour.KAFKA, Harbour.RABBITMQ),
            new Direction(Harbour.RABBITMQ, Harbour.KAFKA),
            new Direction(Harbour.KAFKA, Harbour.KAFKA),
            new Direction(Harbour.RABBITMQ, Harbour.RABBITMQ),
            new Direction(Harbour.KAFKA, Harbour.SQS),
            new Direction(Harbour.SQS, Harbour.RABBITMQ),
            new Direction(Harbour.RABBITMQ, Harbour.SNS));

    private final Stage stage;
    private final int perSecond;
    private final Random chance;

    /** @param perSecond events, on all routes together */
    Soak(Stage stage, int perSecond, long seed) {
        this.stage = stage;
        this.perSecond = perSecond;
        this.chance = new Random(seed);
    }

    /** What is left of the hub after some faults, and what all routes have come to. */
    record Outcome(int faults, List<Vitals> seen, List<String> lanes, boolean isClean) {

        /** Whether nothing was lost, and the hub needs no more at the end than it did at the beginning. */
        boolean isSound() {
            return isClean && Vitals.areLevel(seen);
        }

        @Override
        public String toString() {
            return "%d faults%n%s%n%s%n".formatted(faults, String.join("\n", lanes), Vitals.trend(seen));
        }
    }

    Outcome run(Duration time) {
        List<Lane> lanes =
                DIRECTIONS.stream().map(direction -> new Lane(stage, direction)).toList();
        lanes.forEach(Lane::make);
        try (ScratchFolder home = new ScratchFolder("soak")) {
            new WrittenHome(home.path())
                    .with("hub.yaml", stage.hubYaml(List.of(Harbour.values())))
                    .with(
                            "routes/soak.yaml",
                            lanes.stream().map(Lane::yaml).collect(Collectors.joining("", "routes:\n", "")));
            try (Fleet fleet = new Fleet(home.path(), List.of())) {
                return run(time, lanes, fleet);
            }
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private Outcome run(Duration time, List<Lane> lanes, Fleet fleet) {
        long end = System.nanoTime() + time.toNanos();
        lanes.forEach(lane -> fleet.awaitUp(lane.route()));
        lanes.forEach(lane -> lane.begin(perSecond / lanes.size()));
        List<Vitals> seen = new ArrayList<>();
        int faults = 0;
        while (System.nanoTime() < end) {
            last(BETWEEN);
            seen.add(Vitals.of(fleet.hub()));
            Lane lane = lanes.get(chance.nextInt(lanes.size()));
            Fault fault = fault(lane.direction());
            System.out.printf("%s, %s%n", fault, lane.direction());
            faults += fault.strike(lane.scene(fleet)).fired() ? 1 : 0;
            lanes.forEach(each -> fleet.awaitUp(each.route()));
        }
        lanes.forEach(Lane::end);
        boolean clean = true;
        for (Lane lane : lanes) {
            clean &= arrived(lane, fleet) && lane.isClean();
        }
        seen.add(Vitals.of(fleet.hub()));
        return new Outcome(faults, seen, lanes.stream().map(Lane::toString).toList(), clean);
    }

    private Fault fault(Direction direction) {
        List<Fault> possible = Stream.concat(
                        NetworkFaults.all().stream(),
                        Stream.of("hub-paused", "source-killed", "target-killed")
                                .map(Faults::named))
                .filter(fault -> fault.canStrike(stage, direction))
                .toList();
        return possible.get(chance.nextInt(possible.size()));
    }

    private static boolean arrived(Lane lane, Fleet fleet) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> lane.isComplete() || lane.quietFor(QUIET) && fleet.isDone(lane.route()));
            return lane.isComplete();
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
