package routes.faults;

import static org.awaitility.Awaitility.await;
import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.ScratchFolder;
import routes.testkit.TestHome;

/** One hub with several routes under load for long, and one fault after the other. */
final class Soak {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final List<Direction> DIRECTIONS = List.of(
            new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.RABBITMQ),
            new Direction(BrokerUnderTest.RABBITMQ, BrokerUnderTest.KAFKA),
            new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.KAFKA),
            new Direction(BrokerUnderTest.RABBITMQ, BrokerUnderTest.RABBITMQ),
            new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.SQS),
            new Direction(BrokerUnderTest.SQS, BrokerUnderTest.RABBITMQ),
            new Direction(BrokerUnderTest.RABBITMQ, BrokerUnderTest.SNS));

    private final FaultEnvironment stage;
    private final int perSecond;
    private final Random chance;

    /** @param perSecond events, on all routes together */
    Soak(FaultEnvironment stage, int perSecond, long seed) {
        this.stage = stage;
        this.perSecond = perSecond;
        this.chance = new Random(seed);
    }

    /** What is left of the hub after some faults, and what all routes have come to. */
    record Outcome(int faults, List<ResourceUsage> seen, List<String> lanes, boolean isClean) {

        /** Whether nothing was lost, and the hub needs no more at the end than it did at the beginning. */
        boolean isSound() {
            return isClean && ResourceUsage.areLevel(seen);
        }

        @Override
        public String toString() {
            return "%d faults%n%s%n%s%n".formatted(faults, String.join("\n", lanes), ResourceUsage.trend(seen));
        }
    }

    Outcome run(Duration time) {
        List<SoakRoute> lanes = DIRECTIONS.stream()
                .map(direction -> new SoakRoute(stage, direction))
                .toList();
        lanes.forEach(SoakRoute::make);
        try (ScratchFolder home = new ScratchFolder("soak")) {
            new TestHome(home.path())
                    .with("hub.yaml", stage.hubYaml(List.of(BrokerUnderTest.values())))
                    .with(
                            "routes/soak.yaml",
                            lanes.stream().map(SoakRoute::yaml).collect(Collectors.joining("", "routes:\n", "")));
            try (Replicas fleet = new Replicas(home.path(), List.of())) {
                return run(time, lanes, fleet);
            }
        } finally {
            lanes.forEach(SoakRoute::close);
        }
    }

    private Outcome run(Duration time, List<SoakRoute> lanes, Replicas fleet) {
        long end = System.nanoTime() + time.toNanos();
        lanes.forEach(lane -> fleet.awaitUp(lane.route()));
        lanes.forEach(lane -> lane.begin(perSecond / lanes.size()));
        List<ResourceUsage> seen = new ArrayList<>();
        int faults = 0;
        while (System.nanoTime() < end) {
            last(BETWEEN);
            seen.add(ResourceUsage.of(fleet.hub()));
            SoakRoute lane = lanes.get(chance.nextInt(lanes.size()));
            Fault fault = fault(lane.direction());
            System.out.printf("%s, %s%n", fault, lane.direction());
            faults += fault.strike(lane.scene(fleet)).fired() ? 1 : 0;
            lanes.forEach(each -> fleet.awaitUp(each.route()));
        }
        lanes.forEach(SoakRoute::end);
        boolean clean = true;
        for (SoakRoute lane : lanes) {
            clean &= arrived(lane, fleet) && lane.isClean();
        }
        seen.add(ResourceUsage.of(fleet.hub()));
        return new Outcome(faults, seen, lanes.stream().map(SoakRoute::toString).toList(), clean);
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

    private static boolean arrived(SoakRoute lane, Replicas fleet) {
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
