package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The built hub as a process of its own, so that it can be killed. */
public final class HubProcess implements AutoCloseable {

    private static final Path SCRIPT = Path.of("bin", "caravanserai");
    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** Otherwise the JVM would end it before the hub says why. */
    private static final String THE_HUB_ENDS_ITSELF = "-XX:-ExitOnOutOfMemoryError ";

    /** It does not live long enough for more. */
    public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Map<String, String> environment;
    private final List<String> launcher;
    private final List<String> options;
    private final Path output;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Optional<Process> process = Optional.empty();

    private HubProcess(
            Map<String, String> environment,
            List<String> launcher,
            List<String> options,
            Path output,
            int port,
            int managementPort) {
        this.environment = environment;
        this.launcher = launcher;
        this.options = options;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** On free ports. */
    public static HubProcess start(Path home, Map<String, String> environment) {
        return start(home, environment, FreePort.next(), FreePort.next());
    }

    /** On free ports, in a JVM with these options. */
    public static HubProcess start(Path home, List<String> options) {
        return start(home, Map.of(), List.of(), options, FreePort.next(), FreePort.next());
    }

    /** As {@link #start(Path, List)}, by a command to which the command of the hub is added. */
    public static HubProcess startBy(List<String> launcher, Path home, List<String> options) {
        return start(home, Map.of(), launcher, options, FreePort.next(), FreePort.next());
    }

    public static HubProcess start(Path home, Map<String, String> environment, int port, int managementPort) {
        return start(home, environment, List.of(), SHORT_LIVED, port, managementPort);
    }

    private static HubProcess start(
            Path home,
            Map<String, String> environment,
            List<String> launcher,
            List<String> options,
            int port,
            int managementPort) {
        Map<String, String> all = new HashMap<>();
        all.put("HUB_API_OPEN", "everybody-who-can-reach-this-port-may-change-everything");
        all.put("HUB_STATE", scratch("hub-state-").toString());
        all.put("HUB_LOG_FORMAT", "text");
        all.putAll(environment);
        all.put("HUB_HOME", home.toAbsolutePath().toString());
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        all.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        try {
            HubProcess hub =
                    new HubProcess(all, launcher, options, Files.createTempFile("hub-", ".log"), port, managementPort);
            hub.boot();
            return hub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path scratch(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isBuilt() {
        return Files.exists(project().resolve(PROGRAM));
    }

    private void boot() {
        if (!isBuilt()) {
            throw new IllegalStateException(
                    project().resolve(PROGRAM) + " is not there; build it with: mvn -DskipTests package");
        }
        try {
            List<String> command = new ArrayList<>(launcher);
            command.add(project().resolve(SCRIPT).toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS", THE_HUB_ENDS_ITSELF + String.join(" ", options));
            builder.environment().putAll(environment);
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's folder is the nearest one above this that has a pom.xml. */
    private static Path project() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .findFirst()
                .orElse(Path.of(""));
    }

    /** The API's address. */
    public String api() {
        return "http://127.0.0.1:" + port + "/api/v1";
    }

    /** The API's port. */
    public int port() {
        return port;
    }

    /** The port of metrics and health. */
    public int managementPort() {
        return managementPort;
    }

    /** The address of metrics and health. */
    public String management() {
        return "http://127.0.0.1:" + managementPort + "/q";
    }

    public HubOperator operator() {
        return new HubOperator(this);
    }

    /** Where the hub's output goes. */
    public Path output() {
        return output;
    }

    public long pid() {
        return running().pid();
    }

    /** The code with which it has ended. */
    public int exitCode() {
        return running().exitValue();
    }

    public boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    public HubProcess awaitReady() {
        Awaitility.await("the hub, whose output is in " + output)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .failFast("the hub ended, see " + output, () -> !isAlive())
                .until(() -> get(management() + "/health/ready")
                        .filter(response -> response.statusCode() == 200)
                        .isPresent());
        return this;
    }

    /** What the readiness endpoint says, where it answers and whatever it answers. */
    public Optional<String> health() {
        return get(management() + "/health/ready").map(HttpResponse::body);
    }

    /**
     * The sum over every series of this name with these labels.
     *
     * @param labels names and values by turns
     */
    public OptionalDouble metric(String name, String... labels) {
        List<String> lines = get(management() + "/metrics").stream()
                .flatMap(response -> response.body().lines())
                .toList();
        return MetricLines.sum(lines, name, labels);
    }

    private Optional<HttpResponse<String>> get(String address) {
        return get(address, Duration.ofSeconds(5));
    }

    /** Empty where there is no answer within this time. */
    Optional<HttpResponse<String>> get(String address, Duration patience) {
        return send(HttpRequest.newBuilder(URI.create(address)), patience);
    }

    /** As {@link #get}, with nothing to send. */
    Optional<HttpResponse<String>> post(String address, Duration patience) {
        return send(HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.noBody()), patience);
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request, Duration patience) {
        try {
            return Optional.of(http.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        running().destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Stops its clock until {@link #resume}. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end (SIGTERM); how long it took. */
    public Duration terminate() {
        long start = System.nanoTime();
        running().destroy();
        awaitEnd(Duration.ofSeconds(60));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Starts it again, on the same ports and with the same home, after ending it where it runs. */
    public HubProcess restart() {
        if (isAlive()) {
            terminate();
        }
        boot();
        return awaitReady();
    }

    private Process running() {
        return process.orElseThrow(() -> new IllegalStateException("the hub was not started"));
    }

    private void awaitEnd(Duration atMost) {
        running().onExit().orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill9();
        }
    }
}
