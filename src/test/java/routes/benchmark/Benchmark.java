package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code mvn -q -DskipTests package exec:exec@benchmark}
 *
 * <p>Exit code 1 where a lap lost an event or broke the order of a key.
 */
@CommandLine.Command(name = "benchmark", description = "How fast the hub is, as a ratio to hand-written loops.")
public final class Benchmark implements Callable<Integer> {

    private static final int PORTION = 10_000;

    @Option(names = "--directions", split = ",", defaultValue = "kafka-kafka,kafka-rabbitmq,rabbitmq-kafka")
    private List<String> directions;

    @Option(names = "--work", split = ",", defaultValue = "CHOOSE")
    private List<Work> works;

    @Option(names = "--sizes", split = ",", defaultValue = "1024", description = "of a body, in bytes")
    private List<Integer> sizes;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--scale", defaultValue = "1.0", description = "more or fewer events than usual")
    private double scale;

    @Option(names = "--latency", description = "take the latency at half of the raw loop's pace, too")
    private boolean latency;

    @Option(names = "--growth", split = ",", description = "what so many idle routes cost, instead of all else")
    private List<Integer> growth = List.of();

    @Option(names = "--contenders", split = ",", defaultValue = "raw,hub")
    private List<String> contenders;

    @Option(
            names = "--options",
            split = " ",
            defaultValue = "-Xmx192m -XX:+UseSerialGC",
            description = "of every contender's JVM")
    private List<String> options;

    @Option(names = "--hub-options", split = " ", defaultValue = "", description = "of the hub's JVM alone")
    private List<String> hubOptions;

    @Option(names = "--folder", defaultValue = "target/benchmark")
    private Path folder;

    private final Map<String, Supplier<Ground>> kinds = Map.of(
            "kafka", KafkaGround::new, "rabbitmq", RabbitGround::new, "sqs", SqsGround::new, "sns", SnsGround::new);
    private final Map<String, Ground> grounds = new LinkedHashMap<>();

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        List<Result> results = new ArrayList<>();
        try {
            for (int routes : growth) {
                String kind = directions.get(0).split("-")[0];
                System.out.println(kind + ", " + Growth.measure(ground(kind), routes, options, folder));
            }
            if (!growth.isEmpty()) {
                return 0;
            }
            for (String direction : directions) {
                for (Work work : works) {
                    for (int size : sizes) {
                        results.add(race(course(direction, work, size)));
                    }
                }
            }
        } finally {
            grounds.values().forEach(Ground::close);
        }
        Report report = new Report(results);
        report.write(folder);
        System.out.printf("%n%s%nIn %s, with a chart.%n", report.table(), folder);
        return results.stream().allMatch(Result::isSound) ? 0 : 1;
    }

    private Ground ground(String kind) {
        return grounds.computeIfAbsent(kind, missing -> kinds.get(missing).get());
    }

    private Course course(String direction, Work work, int size) {
        String[] ends = direction.split("-");
        return new Course(ground(ends[0]), ground(ends[1]), work, size, events(ends[0], ends[1]));
    }

    /** Enough for at least ten seconds at full speed once the virtual machine is warm. */
    private int events(String from, String to) {
        int usual = to.equals("sns")
                ? 20_000
                : direction(from, to, "sqs") ? 60_000 : direction(from, to, "rabbitmq") ? 300_000 : 1_000_000;
        return (int) (usual * scale);
    }

    private static boolean direction(String from, String to, String kind) {
        return from.equals(kind) || to.equals(kind);
    }

    private Result race(Course course) throws IOException {
        System.out.printf(
                "%n%s, %s, %,d events of %,d bytes%n", course.name(), course.work(), course.events(), course.size());
        List<Contender> field = contenders.stream()
                .map(this::contender)
                .filter(contender -> contender.canRun(course))
                .toList();
        Result result = new Result(course.name(), course.work(), course.size(), new ArrayList<>(), new ArrayList<>());
        String name =
                course.name() + "-" + course.work().name().toLowerCase(java.util.Locale.ROOT) + "-" + course.size();
        String source = "";
        for (int round = 1; round <= rounds; round++) {
            List<Lap> laps = new ArrayList<>();
            for (Contender contender : field) {
                String lap = name + "-" + round + "-" + contender.name();
                if (source.isEmpty() || course.source().isEmptiedByReading()) {
                    source = lap + "-source";
                    fill(course, source);
                }
                Lap run = Lap.run(course, contender, lap, source);
                System.out.println("  " + round + ": " + run);
                laps.add(run);
                if (course.source().isEmptiedByReading()) {
                    course.source().delete(source);
                }
            }
            result.rounds().add(laps);
        }
        if (!course.source().isEmptiedByReading()) {
            course.source().delete(source);
        }
        if (latency) {
            double half =
                    result.spread("raw", lap -> lap.pace().eventsPerSecond()).median() / 2;
            for (Contender contender : field) {
                Pulse pulse = Pulse.take(course, contender, name + "-pulse-" + contender.name(), half);
                System.out.println("  " + pulse);
                result.pulses().add(pulse);
            }
        }
        return result;
    }

    private static void fill(Course course, String source) {
        course.source().create(source);
        Orders orders = new Orders(course.size());
        for (int from = 0; from < course.events(); from += PORTION) {
            course.source().fill(source, orders.from(from, Math.min(PORTION, course.events() - from)));
        }
    }

    private Contender contender(String name) {
        List<String> ofHub = new ArrayList<>(options);
        hubOptions.stream().filter(option -> !option.isBlank()).forEach(ofHub::add);
        return switch (name) {
            case "raw" -> new RawContender(options);
            case "hub" -> new HubContender(ofHub, folder);
            case "mirrormaker-default" -> Peer.mirrorMaker(false, options, folder);
            case "mirrormaker-tuned" -> Peer.mirrorMaker(true, options, folder);
            case "spring-default" -> Peer.spring(false, options, folder);
            case "spring-tuned" -> Peer.spring(true, options, folder);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }
}
