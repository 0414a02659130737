package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code mvn -q -DskipTests package exec:exec@benchmark}
 *
 * <p>Exit code 1 where a lap lost an event or broke the order of a key.
 */
@CommandLine.Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "How fast the hub is, as a ratio to hand-written loops.")
public final class Benchmark implements Callable<Integer> {

    private static final List<String> USUAL_DIRECTIONS = List.of("kafka-kafka", "kafka-rabbitmq", "rabbitmq-kafka");
    private static final String USUAL_HEAP = "-Xmx192m";

    @Option(
            names = "--directions",
            split = ",",
            description = "kafka-kafka, kafka-rabbitmq and rabbitmq-kafka if not said; for a series the first of these")
    private List<String> directions = List.of();

    @Option(names = "--work", split = ",", defaultValue = "CHOOSE")
    private List<Work> works;

    @Option(names = "--sizes", split = ",", defaultValue = "1024", description = "of a body, in bytes")
    private List<Integer> sizes;

    @Option(
            names = "--in-flight",
            defaultValue = "" + Workload.AS_SHIPPED,
            description = "how many events the raw loop and the hub may have taken and not yet seen stored;"
                    + " if not said, as many as a route allows that says nothing of it")
    private int inFlight;

    @Option(
            names = "--keys",
            defaultValue = "" + Workload.USUAL_KEYS,
            description = "how many different keys events have")
    private int keys;

    @Option(names = "--rounds", description = "15 if not said, and 5 for a series")
    private Optional<Integer> rounds;

    @Option(names = "--scale", defaultValue = "1.0", description = "more or fewer events than usual to begin with")
    private double scale;

    @Option(
            names = "--warm-up",
            defaultValue = "8",
            description =
                    "so many seconds after a lap's first event do not count, nor do the first two fifths of its events;"
                            + " for --pace, seconds at three times the pace")
    private int warmUp;

    @Option(names = "--least", defaultValue = "4", description = "so many seconds of a lap must count")
    private int least;

    @Option(
            names = "--series",
            split = ",",
            description = "make something larger step by step, instead of all else: ${COMPLETION-CANDIDATES}")
    private List<Series> series = List.of();

    @Option(names = "--steps", split = ",", description = "of the series, instead of its usual ones")
    private List<Integer> steps = List.of();

    @Option(
            names = "--publish",
            description =
                    "copy the results to benchmark/results, and write their figures into the report and the README")
    private boolean publish;

    @Option(names = "--report", description = "run nothing, make table and chart of what the folder has")
    private boolean onlyReport;

    @Option(
            names = "--latency",
            arity = "0..1",
            fallbackValue = "0.5",
            description = "take the latency, too, at this share of the raw loop's pace (half of it if not said)")
    private Optional<Double> latency;

    @Option(
            names = "--pace",
            description = "the latency at so many events a second, instead of all else; 5 rounds if not said")
    private Optional<Integer> pace;

    @Option(names = "--growth", split = ",", description = "what so many idle routes cost, instead of all else")
    private List<Integer> growth = List.of();

    @Option(names = "--simulations", description = "how many simulations are answered in a second, instead of all else")
    private boolean simulations;

    @Option(names = "--starts", description = "what a start of the hub takes, so many times, instead of all else")
    private int starts;

    @Option(names = "--contenders", split = ",", defaultValue = "raw,hub")
    private List<String> contenders;

    @Option(
            names = "--options",
            split = " ",
            description =
                    "of every contender's JVM; if not said, -Xmx192m -XX:+UseSerialGC, and a heap of 1 GiB for the"
                            + " series of routes")
    private List<String> options = List.of();

    @Option(names = "--hub-options", split = " ", defaultValue = "", description = "of the hub's JVM alone")
    private List<String> hubOptions;

    @Option(
            names = "--other-build",
            description = "the quarkus-run.jar of another build of the hub, which runs as the contender other-build")
    private Optional<Path> otherBuild;

    @Option(names = "--folder", defaultValue = "target/benchmark")
    private Path folder;

    private final Map<String, Supplier<BenchmarkBroker>> kinds = Map.of(
            "kafka",
            KafkaBenchmarkBroker::new,
            "rabbitmq",
            RabbitBenchmarkBroker::new,
            "sqs",
            SqsBenchmarkBroker::new,
            "sns",
            SnsBenchmarkBroker::new);
    private final Map<String, BenchmarkBroker> grounds = new LinkedHashMap<>();

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        if (simulations) {
            SimulationBenchmark.measure();
            return 0;
        }
        if (starts > 0) {
            StartBenchmark.measure(starts, folder);
            return 0;
        }
        Report report = new Report(folder);
        boolean sound = true;
        try {
            for (int routes : growth) {
                BenchmarkBroker ground = ground(directions(1).get(0).split("-")[0]);
                System.out.println(IdleRoutesBenchmark.measure(ground, routes, options(USUAL_HEAP), folder));
                if (ground.kind().equals("kafka")) {
                    System.out.println(IdleRoutesBenchmark.ofConsumers(ground, routes, options(USUAL_HEAP)));
                }
            }
            if (!growth.isEmpty()) {
                return 0;
            }
            if (pace.isPresent()) {
                return latencies(pace.get()) ? 0 : 1;
            }
            for (Series one : series) {
                for (String direction : directions(1)) {
                    sound &= grow(one, direction, report);
                }
            }
            for (Scenario course : series.isEmpty() ? courses() : List.<Scenario>of()) {
                try {
                    sound &= race(course, report);
                } catch (IllegalStateException e) {
                    System.out.printf("  No result, for want of the raw loop: %s%n", e.getMessage());
                    sound = false;
                }
            }
        } finally {
            grounds.values().forEach(BenchmarkBroker::close);
        }
        System.out.printf("%n%s%nIn %s, with charts.%n", report.write(), folder);
        if (publish) {
            PublishedResults.publish(folder);
        }
        return sound ? 0 : 1;
    }

    /** @return whether every contender carried everything */
    private boolean latencies(int eventsPerSecond) throws IOException {
        List<LatencyRounds> all = new ArrayList<>();
        for (Scenario course : courses()) {
            System.out.printf("%n%s, %s%n", course.name(), course.work());
            LatencyRounds rounds =
                    new LatencyRounds(course, contenders(course, options(USUAL_HEAP)), eventsPerSecond, warmUp);
            rounds.run(this.rounds.orElse(5));
            all.add(rounds);
        }
        System.out.printf("%n%s", LatencyRounds.table(all));
        return all.stream().allMatch(LatencyRounds::isSound);
    }

    /** @param usual how many of the usual ones are taken if none are said */
    private List<String> directions(int usual) {
        return directions.isEmpty() ? USUAL_DIRECTIONS.subList(0, usual) : directions;
    }

    private BenchmarkBroker ground(String kind) {
        return grounds.computeIfAbsent(kind, missing -> kinds.get(missing).get());
    }

    private List<Scenario> courses() {
        List<Scenario> courses = new ArrayList<>();
        for (String direction : onlyReport ? List.<String>of() : directions(USUAL_DIRECTIONS.size())) {
            for (Work work : works) {
                for (int size : sizes) {
                    courses.add(course(direction, work, new Workload(size, keys, inFlight), Shape.USUAL));
                }
            }
        }
        return courses;
    }

    private Scenario course(String direction, Work work, Workload load, Shape shape) {
        String[] ends = direction.split("-");
        return new Scenario(ground(ends[0]), ground(ends[1]), work, load, shape, events(ends[0], ends[1], load.size()));
    }

    /** What a raw loop carries in a quarter of a minute on two cores; where that proves too few, a lap is repeated with more. */
    private int events(String from, String to, int size) {
        int usual = to.equals("sns")
                ? 30_000
                : direction(from, to, "sqs") ? 50_000 : direction(from, to, "rabbitmq") ? 300_000 : 1_500_000;
        return (int) Math.min(usual * scale, (double) ThroughputBenchmark.MOST_BYTES / size);
    }

    private static boolean direction(String from, String to, String kind) {
        return from.equals(kind) || to.equals(kind);
    }

    /** @return whether every contender carried everything */
    private boolean race(Scenario course, Report report) throws IOException {
        System.out.printf(
                "%n%s, %s, %,d bytes%n",
                course.name(), course.work(), course.load().size());
        Result result = benchmark(course, options(USUAL_HEAP)).run(rounds.orElse(15), latency);
        report.add(result);
        return result.isSound();
    }

    private List<String> options(String heap) {
        return options.isEmpty() ? List.of(heap, "-XX:+UseSerialGC") : options;
    }

    private ThroughputBenchmark benchmark(Scenario course, List<String> options) throws IOException {
        List<Contender> field = contenders(course, options);
        MeasuredInterval stretch = new MeasuredInterval(Duration.ofSeconds(warmUp), Duration.ofSeconds(least));
        return new ThroughputBenchmark(course, field, stretch, options);
    }

    private List<Contender> contenders(Scenario course, List<String> options) throws IOException {
        return new Contenders(options, hubOptions, otherBuild, folder).of(contenders, course);
    }

    /** @return whether every contender carried everything */
    private boolean grow(Series one, String direction, Report report) throws IOException {
        SeriesBenchmark benchmark = new SeriesBenchmark(one, direction);
        for (int step : steps.isEmpty() ? one.steps() : steps) {
            Scenario course = course(direction, one.work(), one.load(step, inFlight), one.shape(step));
            benchmark.add(step, benchmark(course, options(one == Series.ROUTES ? "-Xmx1g" : USUAL_HEAP)));
        }
        SeriesResult result = benchmark.run(rounds.orElse(5));
        report.add(result);
        return result.isSound();
    }
}
