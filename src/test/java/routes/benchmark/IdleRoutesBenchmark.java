package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import routes.benchmark.raw.IdleConsumers;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;

/**
 * What a hub of so many idle routes costs, each with a source of its own; and, for Kafka, what so many of its plain consumers do.
 *
 * @param what that is
 * @param ready from the start of the process until it says that it is ready
 * @param up until the last of them is up
 * @param processor the processor time that the hub has taken by then
 * @param idle how much of one core it takes afterwards, in percent
 * @param threads once all are up and threads that only the start needed had time to end
 */
record IdleRoutesBenchmark(
        String what, Duration ready, Duration up, Duration processor, double idle, Memory memory, long threads) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Nothing that only a start needs is kept for longer than this. */
    private static final Duration REST = Duration.ofSeconds(20);

    /**
     * In MiB.
     *
     * @param peak the most that the process has held
     * @param resident what it holds after a full collection
     * @param heap how much of the heap is in use then
     */
    private record Memory(long peak, long resident, long heap) {}

    /** Every route has a place and a group of its own, and all go to one place. */
    static IdleRoutesBenchmark measure(BenchmarkBroker ground, int routes, List<String> options, Path folder)
            throws IOException {
        List<String> places =
                IntStream.range(0, routes).mapToObj(i -> "idle-" + i).toList();
        ground.create("sink");
        ground.create(places);
        long begun = System.nanoTime();
        try (HubProcess hub = HubProcess.start(home(ground, places, folder), options)) {
            hub.awaitReady();
            Duration ready = Duration.ofNanos(System.nanoTime() - begun);
            Awaitility.await("every route")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> countUp(hub) == routes);
            return seen("%,5d %s routes".formatted(routes, ground.kind()), hub.pid(), begun, ready);
        } finally {
            ground.delete("sink");
            ground.delete(places);
        }
    }

    /** The floor for Kafka: no hub can do with less than the client that it is built on. */
    static IdleRoutesBenchmark ofConsumers(BenchmarkBroker kafka, int consumers, List<String> options)
            throws IOException {
        List<String> places =
                IntStream.range(0, consumers).mapToObj(i -> "plain-" + i).toList();
        kafka.create(places);
        List<String> arguments = new ArrayList<>(List.of(kafka.address()));
        arguments.addAll(places);
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(JavaCommand.command(options, IdleConsumers.class, arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (process.getInputStream().read() != '!') {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the plain consumers ended with " + process.exitValue());
                }
            }
            Duration up = Duration.ofNanos(System.nanoTime() - begun);
            return seen("%,5d plain consumers".formatted(consumers), process.pid(), begun, up);
        } finally {
            BenchmarkRun.end(process);
            kafka.delete(places);
        }
    }

    private static IdleRoutesBenchmark seen(String what, long pid, long begun, Duration ready) {
        JavaProcess process = new JavaProcess(pid);
        Duration up = Duration.ofNanos(System.nanoTime() - begun);
        Duration processor = process.processor();
        rest();
        double idle = 100.0 * process.processor().minus(processor).toNanos() / REST.toNanos();
        long threads = process.threads();
        long peak = process.peak();
        long heap = process.liveHeap() / 1024;
        return new IdleRoutesBenchmark(
                what, ready, up, processor, idle, new Memory(peak, process.resident(), heap), threads);
    }

    /** By the readiness endpoint, whose answer costs a hub of many routes much less than its metrics do. */
    private static long countUp(HubProcess hub) {
        return Pattern.compile("\"route-[0-9]+\": \"up\"")
                .matcher(hub.health().orElse(""))
                .results()
                .count();
    }

    private static void rest() {
        long begun = System.nanoTime();
        Awaitility.await().atMost(REST.multipliedBy(2)).until(() -> System.nanoTime() - begun > REST.toNanos());
    }

    private static Path home(BenchmarkBroker ground, List<String> places, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("growth-" + ground.kind() + "-" + places.size()));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                home.resolve("hub.yaml"),
                "connections:\n  source: " + ground.connection() + "\ndefaults:\n  deadLetter: " + ground.to("sink")
                        + "\n");
        Files.writeString(
                home.resolve("routes/idle.yaml"),
                IntStream.range(0, places.size())
                        .mapToObj(i -> "  route-" + i + ":\n    from: " + ground.from(places.get(i)) + "\n    to: "
                                + ground.to("sink") + "\n")
                        .collect(Collectors.joining("", "routes:\n", "")));
        return home;
    }

    @Override
    public String toString() {
        return "%s: ready after %.1f s, all up after %.1f s and %.1f s of processor time, then %.0f %% of a core, %,d MiB at most, %,d MiB after a collection, %,d MiB of it heap, %,d threads"
                .formatted(
                        what,
                        ready.toMillis() / 1e3,
                        up.toMillis() / 1e3,
                        processor.toMillis() / 1e3,
                        idle,
                        memory.peak(),
                        memory.resident(),
                        memory.heap(),
                        threads);
    }
}
