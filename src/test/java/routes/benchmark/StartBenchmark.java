package routes.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import routes.testkit.FreePort;
import routes.testkit.JavaProcess;

/**
 * What a start of the built hub costs, from the command to the first answer that it is ready.
 *
 * @param processor the processor time until then
 * @param resident what the process holds then, in MiB
 */
record StartBenchmark(Duration ready, Duration processor, long resident) {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration MOST = Duration.ofSeconds(60);

    private static final Path APPLICATION = Path.of("target/quarkus-app/quarkus-run.jar");

    /** Starts a hub without routes by each command in turn. */
    static void measure(int times, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("start"));
        Files.writeString(home.resolve("hub.yaml"), "connections: {}\n");
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("bin/caravanserai", List.of("bin/caravanserai"));
        commands.put("java -jar quarkus-run.jar", List.of(JavaProcess.executable(), "-jar", APPLICATION.toString()));
        Map<String, List<StartBenchmark>> starts = new LinkedHashMap<>();
        for (int round = 0; round < times; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                starts.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                        .add(start(command.getValue(), home));
            }
        }
        starts.forEach((name, all) -> System.out.printf(
                "%-26s ready after %s s, %s s of processor time, %.0f MiB%n",
                name,
                Spread.of(all.stream().mapToDouble(one -> one.ready.toMillis() / 1e3)),
                Spread.of(all.stream().mapToDouble(one -> one.processor.toMillis() / 1e3)),
                Spread.of(all.stream().mapToDouble(StartBenchmark::resident)).median()));
    }

    private static StartBenchmark start(List<String> command, Path home) throws IOException {
        int management = FreePort.next();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .putAll(Map.of(
                        "HUB_HOME", home.toString(),
                        "HUB_STATE", home.resolve("state").toString(),
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", String.valueOf(FreePort.next()),
                        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT", String.valueOf(management)));
        long begun = System.nanoTime();
        Process hub = builder.start();
        try {
            awaitReady(hub, management, home.resolve("log"));
            return new StartBenchmark(
                    Duration.ofNanos(System.nanoTime() - begun),
                    hub.info().totalCpuDuration().orElse(Duration.ZERO),
                    new JavaProcess(hub.pid()).resident());
        } finally {
            hub.destroy();
            hub.onExit().join();
        }
    }

    private static void awaitReady(Process hub, int management, Path log) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + MOST.toNanos();
        while (status(http, ready).filter(status -> status == 200).isEmpty()) {
            if (!hub.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the hub has not become ready, see " + log);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static Optional<Integer> status(HttpClient http, HttpRequest request) {
        try {
            return Optional.of(
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
