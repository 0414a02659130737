package routes.broker.rabbitmq;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The real RabbitMQ as a process of its own, on free ports of the loopback. */
final class LocalRabbit implements AutoCloseable {

    static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final Path home;
    private final int port = freePort();
    private final int distribution = freePort();
    private final int names = freePort();
    private Process process;

    LocalRabbit(Path home) throws IOException {
        this.home = home;
        Files.writeString(home.resolve("enabled_plugins"), "[].");
        Files.writeString(home.resolve("rabbitmq.conf"), "disk_free_limit.absolute = 50MB\n");
        start();
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SERVER.toString());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", home.toString()),
                        Map.entry("RABBITMQ_NODENAME", "hub" + port + "@localhost"),
                        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distribution)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        Map.entry("ERL_EPMD_PORT", String.valueOf(names)),
                        Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                home.resolve("enabled_plugins").toString()),
                        Map.entry(
                                "RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString()),
                        Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                        Map.entry(
                                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                                "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none")));
        process = builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out.txt").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Connection connection = connect()) {
                return connection.isOpen();
            }
        });
    }

    /** As kill -9 would, with all its children. */
    void kill() {
        process.descendants()
                .filter(child -> !child.info().command().orElse("").contains("epmd"))
                .forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(10, SECONDS).join();
    }

    Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Does something at the broker on a connection of its own. */
    <T> T at(Work<T> work) throws Exception {
        try (Connection connection = connect()) {
            return work.with(connection.createChannel());
        }
    }

    /** Something to do on a channel. */
    interface Work<T> {
        T with(Channel channel) throws Exception;
    }

    @Override
    public void close() {
        kill();
        Awaitility.await("the name server of the broker ends")
                .until(() -> new ProcessBuilder("epmd", "-port", String.valueOf(names), "-kill")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
