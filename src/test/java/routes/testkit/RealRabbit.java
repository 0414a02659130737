package routes.testkit;

import com.rabbitmq.client.Connection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * RabbitMQ as a process of its own, with its own node name, ports and data, which it keeps until it is closed.
 *
 * <p>It boots while the caller goes on: whoever needs it, or only its address, waits until it serves.
 */
public final class RealRabbit implements Amqp {

    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScratchFolder folder = new ScratchFolder("rabbit");
    private final int port;
    private final int distributionPort = FreePort.next();
    private final int mapperPort = FreePort.next();
    private final String node;
    private final Process mapper;
    private Optional<Process> server = Optional.empty();
    private boolean serves;

    private RealRabbit(int port, String further) {
        this.port = port;
        this.node = "hub" + port + "@localhost";
        for (String name : List.of("home", "mnesia", "log")) {
            folder.resolve(name).toFile().mkdir();
        }
        folder.write("enabled_plugins", "[].");
        folder.write("rabbitmq.conf", """
                vm_memory_high_watermark.absolute = 512MB
                disk_free_limit.absolute = 100MB
                loopback_users = none
                """ + further);
        this.mapper = startMapper();
    }

    /** Erlang's port mapper as a child of this process: one that the node starts would outlive everything. */
    private Process startMapper() {
        try {
            return prepare(List.of("epmd"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isInstalled() {
        return Files.exists(PROGRAMS.resolve("rabbitmq-server"));
    }

    public static RealRabbit start() {
        return start(FreePort.next());
    }

    public static RealRabbit start(int port) {
        return start(port, "");
    }

    /** With an encrypted port beside the open one, where a client has to show a certificate of this authority. */
    public static RealRabbit guarded(
            int encryptedPort, CertificateAuthority authority, CertificateAuthority.Identity server) {
        return start(FreePort.next(), """
                listeners.ssl.1 = 127.0.0.1:%d
                ssl_options.cacertfile = %s
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                ssl_options.verify = verify_peer
                ssl_options.fail_if_no_peer_cert = true
                """.formatted(encryptedPort, authority.ca(), server.chain(), server.key()));
    }

    private static RealRabbit start(int port, String further) {
        RealRabbit rabbit = new RealRabbit(port, further);
        rabbit.boot();
        return rabbit;
    }

    /** Ends it as a power cut would; what was confirmed as persistent is still there after {@link #restart}. */
    public void kill9() {
        awaitServing();
        end();
    }

    private synchronized void end() {
        server.ifPresent(process -> {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(process);
            family.forEach(RealRabbit::awaitEnd);
        });
        server = Optional.empty();
    }

    /**
     * Makes sure that a queue or an exchange that was just declared outlives {@link #kill9}: killed a second or two after it
     * has answered, RabbitMQ may know nothing of a queue whose messages it has confirmed.
     */
    public void keepDeclarations() {
        ctl("eval", "dumped = mnesia:dump_log().");
    }

    /** Ends it in an orderly way. */
    public void stop() {
        server.ifPresent(process -> {
            ctl("stop");
            awaitEnd(process);
        });
        server = Optional.empty();
    }

    /** Starts it again with its data, after stopping it where it runs; returns once it serves. */
    public void restart() {
        stop();
        boot();
        awaitServing();
    }

    /** What rabbitmqctl prints for these arguments. */
    public String ctl(String... arguments) {
        awaitServing();
        List<String> command = new ArrayList<>(List.of(program("rabbitmqctl"), "-q"));
        command.addAll(List.of(arguments));
        try {
            Process process = prepare(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("rabbitmqctl " + List.of(arguments) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The sum over these queues.
     *
     * @param figure as rabbitmqctl names it: {@code messages}, {@code messages_unacknowledged}
     */
    public long sum(Predicate<String> queues, String figure) {
        return ctl("list_queues", "name", figure)
                .lines()
                .map(line -> line.split("\t"))
                .filter(line -> queues.test(line[0]))
                .mapToLong(line -> Long.parseLong(line[1]))
                .sum();
    }

    /** Raises the memory alarm: whoever publishes is blocked until {@link #clearAlarm}. */
    public void raiseAlarm() {
        ctl("set_vm_memory_high_watermark", "0");
    }

    public void clearAlarm() {
        ctl("set_vm_memory_high_watermark", "absolute", "512MB");
    }

    /** Stops its clock: it keeps its connections, and reads and answers nothing until {@link #resume}. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        awaitServing();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        server.stream()
                .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
                .forEach(process -> command.add(String.valueOf(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void boot() {
        serves = false;
        try {
            server = Optional.of(prepare(List.of(program("rabbitmq-server")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private File output() {
        return folder.resolve("log").resolve("out.txt").toFile();
    }

    /** Its ports are opened after all else, when the queues of before are there again. */
    private synchronized void awaitServing() {
        if (serves || server.isEmpty()) {
            return;
        }
        Process process = server.get();
        Awaitility.await("RabbitMQ, whose output is in " + output())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast("RabbitMQ ended, see " + output(), () -> !process.isAlive())
                .until(this::accepts);
        serves = true;
    }

    private boolean accepts() throws IOException {
        try (Connection connection = Amqp.connect(where(), username(), password())) {
            return connection.isOpen();
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    private ProcessBuilder prepare(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.path().toFile());
        Map<String, String> environment = builder.environment();
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("RABBITMQ_NODENAME", node);
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", String.valueOf(port));
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(distributionPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_PORT", String.valueOf(mapperPort));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none");
        return builder;
    }

    private static String program(String name) {
        return PROGRAMS.resolve(name).toString();
    }

    private static void awaitEnd(Process process) {
        awaitEnd(process.toHandle());
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public String address() {
        awaitServing();
        return where();
    }

    private String where() {
        return "127.0.0.1:" + port;
    }

    @Override
    public boolean isRabbit() {
        return true;
    }

    @Override
    public void close() {
        end();
        mapper.destroyForcibly();
        awaitEnd(mapper);
        folder.close();
    }
}
