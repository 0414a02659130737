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

    @Option(names = "--directions", split = ",", defaultValue = "kafka-kafka,kafka-rabbitmq,rabbitmq-kafka")
    private List<String> directions;

    @Option(names = "--work", split = ",", defaultValue = "CHOOSE")
    private List<Work> works;

    @Option(names = "--sizes", split = ",", defaultValue = "1024", description = "of a body, in bytes")
    private List<Integer> sizes;

    @Option(
            names = "--in-flight",
            description =
                    "how many events the raw loop and the hub may have taken and not yet seen stored; if not said,"
                            + " what a route allows that says nothing of it")
    private Optional<Integer> inFlight;

    @Option(
            names = "--keys",
            defaultValue = "" + Workload.USUAL_KEYS,
            description = "how many different keys events have")
    private int keys;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--scale", defaultValue = "1.0", description = "more or fewer events than usual to begin with")
    private double scale;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description =
                    "so many seconds after a lap's first event do not count, nor do the first two fifths of its events")
    private int warmUp;

    @Option(names = "--least", defaultValue = "8", description = "so many seconds of a lap must count")
    private int least;

    @Option(names = "--report", description = "run nothing, make table and chart of what the folder has")
    private boolean onlyReport;

    @Option(
            names = "--latency",
            arity = "0..1",
            fallbackValue = "0.5",
            description = "take the latency, too, at this share of the raw loop's pace (half of it if not said)")
    private Optional<Double> latency;

    @Option(names = "--growth", split = ",", description = "what so many idle routes cost, instead of all else")
    private List<Integer> growth = List.of();

    @Option(names = "--simulations", description = "how many simulations are answered in a second, instead of all else")
    private boolean simulations;

    @Option(names = "--pipeline", description = "what steps take for an event on one thread, instead of all else")
    private boolean pipeline;

    @Option(names = "--branches", description = "what more branches of one choose take, instead of all else")
    private boolean branches;

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
        if (pipeline) {
            PipelineBenchmark.measure(sizes, works);
            return 0;
        }
        if (branches) {
            PipelineBenchmark.measureBranches();
            return 0;
        }
        Report report = new Report(folder);
        boolean sound = true;
        try {
            for (int routes : growth) {
                BenchmarkBroker ground = ground(directions.get(0).split("-")[0]);
                System.out.println(IdleRoutesBenchmark.measure(ground, routes, options, folder));
                if (ground.kind().equals("kafka")) {
                    System.out.println(IdleRoutesBenchmark.ofConsumers(ground, routes, options));
                }
            }
            if (!growth.isEmpty()) {
                return 0;
            }
            for (Scenario course : courses()) {
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
        System.out.printf("%n%s%nIn %s, with a chart.%n", report.write(), folder);
        return sound ? 0 : 1;
    }

    private BenchmarkBroker ground(String kind) {
        return grounds.computeIfAbsent(kind, missing -> kinds.get(missing).get());
    }

    private List<Scenario> courses() {
        List<Scenario> courses = new ArrayList<>();
        for (String direction : onlyReport ? List.<String>of() : directions) {
            String[] ends = direction.split("-");
            for (Work work : works) {
                for (int size : sizes) {
                    courses.add(new Scenario(
                            ground(ends[0]),
                            ground(ends[1]),
                            work,
                            new Workload(size, keys, inFlight),
                            events(ends[0], ends[1], size)));
                }
            }
        }
        return courses;
    }

    /** What a raw loop carries in half a minute on two cores; where that proves too few, a lap is repeated with more. */
    private int events(String from, String to, int size) {
        int usual = to.equals("sns")
                ? 60_000
                : direction(from, to, "sqs") ? 100_000 : direction(from, to, "rabbitmq") ? 800_000 : 4_000_000;
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
        List<Contender> field = new ArrayList<>();
        for (String name : contenders) {
            Contender contender = contender(name);
            if (contender.canRun(course)) {
                field.add(contender);
            }
        }
        MeasuredInterval stretch = new MeasuredInterval(Duration.ofSeconds(warmUp), Duration.ofSeconds(least));
        Result result = new ThroughputBenchmark(course, field, stretch, options).run(rounds, latency);
        report.add(result);
        return result.isSound();
    }

    private Contender contender(String name) throws IOException {
        List<String> ofHub = new ArrayList<>(options);
        hubOptions.stream().filter(option -> !option.isBlank()).forEach(ofHub::add);
        return switch (name) {
            case "raw" -> new RawContender(options);
            case "hub" -> new HubContender(name, HubContender.PROGRAM, ofHub, folder);
            case "other-build" ->
                new HubContender(
                        name,
                        otherBuild.orElseThrow(() -> new IllegalArgumentException(
                                "say with --other-build where that build has its quarkus-run.jar")),
                        ofHub,
                        folder);
            case "camel" -> PeerContender.camel(options, folder);
            case "mirrormaker-default" -> PeerContender.mirrorMaker(false, options, folder);
            case "mirrormaker-tuned" -> PeerContender.mirrorMaker(true, options, folder);
            case "spring-default" -> PeerContender.spring(false, options, folder);
            case "spring-tuned" -> PeerContender.spring(true, options, folder);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }
}
