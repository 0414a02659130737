package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import routes.brokers.HubProcess;

/**
 * What a hub of so many idle routes costs.
 *
 * @param ready from the start of the process until it says that it is ready
 * @param up until the last route is up
 * @param memory in MiB, once all are up
 */
record Growth(int routes, Duration ready, Duration up, long memory, long threads) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Every route has a place and a group of its own, and all go to one place. */
    static Growth measure(Ground ground, int routes, Path folder) throws IOException {
        ground.create("sink");
        for (int i = 0; i < routes; i++) {
            ground.create("idle-" + i);
        }
        long begun = System.nanoTime();
        try (HubProcess hub = HubProcess.start(home(ground, routes, folder), Map.of())) {
            hub.awaitReady();
            Duration ready = Duration.ofNanos(System.nanoTime() - begun);
            Awaitility.await("every route")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> hub.metric("hub_route_up").orElse(0) == routes);
            Duration up = Duration.ofNanos(System.nanoTime() - begun);
            return new Growth(routes, ready, up, figure(hub.pid(), "VmRSS:") / 1024, figure(hub.pid(), "Threads:"));
        } finally {
            ground.delete("sink");
            for (int i = 0; i < routes; i++) {
                ground.delete("idle-" + i);
            }
        }
    }

    private static Path home(Ground ground, int routes, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("growth-" + ground.kind() + "-" + routes));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                home.resolve("hub.yaml"),
                "connections:\n  source: " + ground.connection() + "\ndefaults:\n  deadLetter: " + ground.to("sink")
                        + "\n");
        Files.writeString(
                home.resolve("routes/idle.yaml"),
                IntStream.range(0, routes)
                        .mapToObj(i -> "  route-" + i + ":\n    from: " + ground.from("idle-" + i) + "\n    to: "
                                + ground.to("sink") + "\n")
                        .collect(Collectors.joining("", "routes:\n", "")));
        return home;
    }

    private static long figure(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "%,5d routes: ready after %.1f s, all up after %.1f s, %,d MiB, %,d threads"
                .formatted(routes, ready.toMillis() / 1e3, up.toMillis() / 1e3, memory, threads);
    }
}
