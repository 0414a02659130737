package routes.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import routes.testkit.Direction;

/**
 * {@code mvn -q -DskipTests package exec:exec@faults}
 *
 * <p>Exit code 1 where a trial lost an event, broke a promise, or was void.
 */
@CommandLine.Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Tries to lose events: strikes the hub and its brokers, and counts what arrives.")
public final class FaultSuite implements Callable<Integer> {

    private static final double SLOWEST_NEIGHBOUR = 1.2;
    private static final int MANY = 100;

    @Option(names = "--faults", split = ",", defaultValue = "", description = "all that there are, if not said")
    private List<String> faults;

    @Option(names = "--directions", split = ",", defaultValue = "", description = "all twelve, if not said")
    private List<String> directions;

    @Option(names = "--trials", defaultValue = "5", description = "of each fault in each direction")
    private int trials;

    @Option(names = "--events", defaultValue = "5000", description = "in each trial")
    private int events;

    @Option(names = "--rate", defaultValue = "1000", description = "events a second")
    private int perSecond;

    @Option(
            names = "--soak",
            description =
                    "instead of trials: so many minutes of one hub under load on all kinds of routes, fault after fault")
    private int soak;

    @Option(
            names = "--neighbours",
            description =
                    "instead of trials: how long events of one route take while the target of another is slow, so often")
    private int neighbours;

    @Option(
            names = "--changes",
            description = "instead of trials: how long events of one route take while another of a hundred is changed"
                    + " every few seconds, so often for half a minute")
    private int changes;

    @Option(names = "--seed", description = "repeats what chance gave before")
    private long seed = System.nanoTime();

    @Option(names = "--folder", defaultValue = "target/faults", description = "where the table goes")
    private Path folder;

    /** The names of all faults. */
    public static List<String> known() {
        return Faults.all().stream().map(Fault::name).toList();
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new FaultSuite()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        TrialTable table = new TrialTable();
        Files.createDirectories(folder);
        System.out.println("seed " + seed);
        if (soak > 0) {
            return soak();
        }
        if (neighbours > 0 || changes > 0) {
            return neighbours();
        }
        int number = 0;
        try (FaultEnvironment stage = stage()) {
            for (Fault fault : chosen(faults, Faults.all(), Fault::toString)) {
                for (Direction direction : chosen(directions, Direction.all(), Direction::name)) {
                    if (fault.canStrike(stage, direction)) {
                        FaultTrial.Load load = new FaultTrial.Load(events, perSecond);
                        FaultTrial ordeal = new FaultTrial(stage, fault, direction, fault.way(), load, "o" + number++);
                        ordeal.undergo(trials, seed, trial -> tell(trial, table));
                        Files.writeString(folder.resolve("results.md"), table.toString());
                    }
                }
            }
        }
        System.out.printf("%n%s%nIn %s.%n", table, folder);
        return table.isSound() ? 0 : 1;
    }

    private int neighbours() throws IOException {
        try (FaultEnvironment stage = stage()) {
            NeighbourLatency watched = new NeighbourLatency(stage, perSecond);
            List<NeighbourLatency.Outcome> all =
                    changes > 0 ? watched.besideAChange(changes, MANY) : watched.besideASlowTarget(neighbours);
            double[] ratios = all.stream()
                    .mapToDouble(NeighbourLatency.Outcome::ratio)
                    .sorted()
                    .toArray();
            System.out.printf("median ratio %.2f%n", ratios[ratios.length / 2]);
            return ratios[ratios.length / 2] <= SLOWEST_NEIGHBOUR ? 0 : 1;
        }
    }

    private int soak() throws IOException {
        try (FaultEnvironment stage = stage()) {
            Soak.Outcome outcome = new Soak(stage, perSecond, seed).run(Duration.ofMinutes(soak));
            System.out.println(outcome);
            Files.writeString(folder.resolve("soak.txt"), outcome.toString());
            return outcome.isSound() ? 0 : 1;
        }
    }

    /** Its brokers end with a suite that is broken off, too. */
    private static FaultEnvironment stage() {
        FaultEnvironment stage = new FaultEnvironment();
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
        return stage;
    }

    private static void tell(TrialResult trial, TrialTable table) {
        System.out.println(trial);
        table.add(trial);
    }

    /** All, where none is named. */
    private static <T> List<T> chosen(List<String> names, List<T> all, Function<T, String> name) {
        List<String> wanted = names.stream().filter(one -> !one.isBlank()).toList();
        List<String> known = all.stream().map(name).toList();
        for (String one : wanted) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException("there is no '" + one + "', but " + known);
            }
        }
        return all.stream()
                .filter(one -> wanted.isEmpty() || wanted.contains(name.apply(one)))
                .toList();
    }
}
