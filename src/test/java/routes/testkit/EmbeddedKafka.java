package routes.testkit;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * Kafka in this JVM: one node, or a cluster of several brokers with a controller of its own, so that any broker may stop.
 *
 * <p>Every node keeps its port and its data when it is stopped and started again.
 */
public final class EmbeddedKafka implements Kafka {

    private static final int CONTROLLER = 100;

    private final ScratchFolder folder;
    private final Map<Integer, KafkaNode> brokers = new TreeMap<>();
    private final Optional<KafkaNode> controller;

    private EmbeddedKafka(ScratchFolder folder, Optional<KafkaNode> controller) {
        this.folder = folder;
        this.controller = controller;
    }

    /** One node on a free port. */
    public static EmbeddedKafka start() {
        return start(FreePort.next());
    }

    /** One node, broker and controller at once, on this port. */
    public static EmbeddedKafka start(int port) {
        return start(port, Map.of());
    }

    /** One node on a free port with further settings, among which may be further listeners. */
    static EmbeddedKafka start(Map<String, String> further) {
        return start(FreePort.next(), further);
    }

    /** One node, broker and controller at once, on this port and with further settings. */
    public static EmbeddedKafka start(int port, Map<String, String> further) {
        ScratchFolder folder = new ScratchFolder("kafka");
        KafkaNode.Cluster cluster = new KafkaNode.Cluster(Uuid.randomUuid().toString(), 1, FreePort.next(), 1, folder);
        EmbeddedKafka kafka = new EmbeddedKafka(folder, Optional.empty());
        kafka.brokers.put(1, new KafkaNode(cluster, 1, "broker,controller", port, further));
        kafka.startNodes();
        return kafka;
    }

    /** So many brokers, with the ids 0, 1, and so on; topics have up to three replicas, two of which must be in sync. */
    public static EmbeddedKafka cluster(int size) {
        ScratchFolder folder = new ScratchFolder("kafka-cluster");
        KafkaNode.Cluster cluster =
                new KafkaNode.Cluster(Uuid.randomUuid().toString(), CONTROLLER, FreePort.next(), size, folder);
        EmbeddedKafka kafka = new EmbeddedKafka(
                folder, Optional.of(new KafkaNode(cluster, CONTROLLER, "controller", FreePort.next(), Map.of())));
        for (int id = 0; id < size; id++) {
            kafka.brokers.put(id, new KafkaNode(cluster, id, "broker", FreePort.next(), Map.of()));
        }
        kafka.startNodes();
        return kafka;
    }

    private void startNodes() {
        QuietLogs.hush();
        controller.ifPresent(KafkaNode::start);
        brokers.values().parallelStream().forEach(KafkaNode::start);
    }

    @Override
    public String bootstrap() {
        return brokers.values().stream().map(KafkaNode::address).collect(Collectors.joining(","));
    }

    public List<Integer> brokerIds() {
        return List.copyOf(brokers.keySet());
    }

    /** Stops a broker in an orderly way; its leaderships move first where another replica is in sync. */
    public void stopBroker(int id) {
        brokers.get(id).stop();
    }

    /** Starts a stopped broker again, on its port and with its data. */
    public void startBroker(int id) {
        brokers.get(id).start();
    }

    /** Stops every broker. */
    public void stop() {
        new ArrayList<>(brokers.keySet()).forEach(this::stopBroker);
    }

    /** Starts every broker that was stopped. */
    public void restart() {
        brokers.values().forEach(KafkaNode::start);
    }

    @Override
    public void createTopic(String name, int partitions) {
        short replicas = (short) Math.min(3, brokers.size());
        admin(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, replicas)))
                .all());
    }

    /** One partition, kept by these brokers, as many of which must be in sync as in any other topic. */
    public void createTopic(String name, List<Integer> replicas) {
        admin(admin -> admin.createTopics(List.of(new NewTopic(name, Map.of(0, replicas))))
                .all());
    }

    /** The broker that leads a partition. */
    public int leader(String topic, int partition) {
        return admin(admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .get(partition)
                .leader()
                .id();
    }

    /** Whether every replica of a topic has all that its leader has. */
    public boolean isInSync(String topic) {
        return admin(admin -> admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    /** How often the members of any group have shared out their partitions anew since the start; for one node. */
    public long rebalances() {
        try {
            ObjectName coordinator = new ObjectName("kafka.server:type=group-coordinator-metrics");
            Object count = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(coordinator, "group-completed-rebalance-count");
            return ((Number) count).longValue();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        brokers.values().parallelStream().forEach(KafkaNode::stop);
        controller.ifPresent(KafkaNode::stop);
        folder.close();
    }
}
