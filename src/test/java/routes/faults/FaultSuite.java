package routes.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import routes.brokers.Direction;

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

    @Option(names = "--seed", description = "repeats what chance gave before")
    private long seed = System.nanoTime();

    @Option(names = "--folder", defaultValue = "target/faults", description = "where the table goes")
    private Path folder;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new FaultSuite()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        TrialTable table = new TrialTable();
        Files.createDirectories(folder);
        System.out.println("seed " + seed);
        int number = 0;
        try (Stage stage = new Stage()) {
            for (Fault fault : chosen(faults, Fault.all(), Fault::toString)) {
                for (Direction direction : chosen(directions, Direction.all(), Direction::name)) {
                    if (fault.canStrike(stage, direction)) {
                        Ordeal.Load load = new Ordeal.Load(events, perSecond);
                        Ordeal ordeal = new Ordeal(stage, fault, direction, fault.way(), load, "o" + number++);
                        ordeal.undergo(trials, seed, trial -> tell(trial, table));
                        Files.writeString(folder.resolve("results.md"), table.toString());
                    }
                }
            }
        }
        System.out.printf("%n%s%nIn %s.%n", table, folder);
        return table.isSound() ? 0 : 1;
    }

    private static void tell(Trial trial, TrialTable table) {
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
