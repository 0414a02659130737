package routes.testkit;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One node of a Kafka cluster in this JVM, with a port and a folder that it keeps when it is started again. */
final class KafkaNode {

    private final Cluster cluster;
    private final int id;
    private final String roles;
    private final int port;
    private final Map<String, String> further;
    private Optional<KafkaRaftServer> server = Optional.empty();

    /**
     * What the nodes of a cluster agree on.
     *
     * @param controller the id of the one controller
     * @param size how many brokers there are
     */
    record Cluster(String id, int controller, int controllerPort, int size, ScratchFolder folder) {}

    /** @param further settings; listeners among them come beside those that every node has */
    KafkaNode(Cluster cluster, int id, String roles, int port, Map<String, String> further) {
        this.cluster = cluster;
        this.id = id;
        this.roles = roles;
        this.port = port;
        this.further = further;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    synchronized void start() {
        if (server.isPresent()) {
            return;
        }
        String folder = cluster.folder().resolve("node-" + id).toString();
        format(folder);
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings(folder)), Time.SYSTEM);
        started.startup();
        server = Optional.of(started);
    }

    synchronized void stop() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    private void format(String folder) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(cluster.id())
                    .setNodeId(id)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder)
                    .setMetadataLogDirectory(folder)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + folder, e);
        }
    }

    private Map<String, String> settings(String folder) {
        String copies = String.valueOf(Math.min(3, cluster.size()));
        String inSync = String.valueOf(Math.min(2, cluster.size()));
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", String.valueOf(id));
        settings.put("process.roles", roles);
        settings.put("controller.quorum.voters", cluster.controller() + "@127.0.0.1:" + cluster.controllerPort());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("listeners", listeners());
        settings.put("log.dirs", folder);
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("min.insync.replicas", inSync);
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("replica.lag.time.max.ms", "5000");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304"); // the default takes 128 MiB of heap
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        further.forEach((name, value) -> settings.merge(name, value, (common, more) -> common + "," + more));
        return settings;
    }

    private String listeners() {
        String forClients = "PLAINTEXT://" + address();
        String forNodes = "CONTROLLER://127.0.0.1:" + cluster.controllerPort();
        return switch (roles) {
            case "broker" -> forClients;
            case "controller" -> forNodes;
            default -> forClients + "," + forNodes;
        };
    }
}
