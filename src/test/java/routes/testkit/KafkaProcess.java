package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.Uuid;

/**
 * Kafka in a JVM of its own, so that it can be killed: one node that keeps its ports and its data. It has a second way in, for
 * a proxy: whoever comes by it is always led back to the proxy.
 */
public final class KafkaProcess implements Kafka {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private final ScratchFolder folder = new ScratchFolder("kafka");
    private final String cluster = Uuid.randomUuid().toString();
    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();
    private final int sidePort = FreePort.next();
    private final TcpProxy proxy = TcpProxy.before(sidePort);
    private Optional<Process> process = Optional.empty();

    private KafkaProcess() {}

    /** Returns once it listens. */
    public static KafkaProcess start() {
        KafkaProcess kafka = new KafkaProcess();
        try {
            kafka.boot();
        } catch (IllegalStateException e) {
            kafka.close();
            throw e;
        }
        return kafka;
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The network between it and whoever connects to the proxy's address. */
    public TcpProxy proxy() {
        return proxy;
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        process.ifPresent(running -> {
            running.destroyForcibly();
            running.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        });
        process = Optional.empty();
    }

    /** Starts it again with its data, after killing it where it runs. */
    public void restart() {
        kill9();
        boot();
    }

    private void boot() {
        List<String> command = new ArrayList<>(List.of(
                JavaProcess.executable(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName()));
        command.addAll(List.of(
                folder.path().toString(),
                cluster,
                String.valueOf(port),
                String.valueOf(controllerPort),
                String.valueOf(sidePort),
                String.valueOf(proxy.port())));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = Optional.of(started);
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (started.getInputStream().available() == 0) {
                if (!started.isAlive() || System.nanoTime() > patience) {
                    throw new IllegalStateException("Kafka did not start");
                }
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker's own process: it runs until whoever started it is gone. */
    public static void main(String... arguments) throws IOException {
        try {
            serve(arguments);
        } catch (RuntimeException | Error e) { // its threads would keep it alive without anybody being served
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve(String... arguments) throws IOException {
        QuietLogs.hush();
        KafkaNode.Cluster cluster = new KafkaNode.Cluster(
                arguments[1], 1, Integer.parseInt(arguments[3]), 1, new ScratchFolder(Path.of(arguments[0])));
        KafkaNode node = new KafkaNode(
                cluster,
                1,
                "broker,controller",
                Integer.parseInt(arguments[2]),
                Map.of(
                        "listeners", "SIDE://127.0.0.1:" + arguments[4],
                        "listener.security.protocol.map", "SIDE:PLAINTEXT",
                        "advertised.listeners",
                                "PLAINTEXT://127.0.0.1:" + arguments[2] + ",SIDE://127.0.0.1:" + arguments[5]));
        node.start();
        System.out.println("!");
        while (System.in.read() >= 0) {
            // Nothing is ever said to it.
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        kill9();
        proxy.close();
        folder.close();
    }
}
