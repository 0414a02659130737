package peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.connect.mirror.MirrorMaker;

/**
 * MirrorMaker 2 from one topic to another of the same cluster.
 *
 * <p>Arguments: {@code default} or {@code tuned}; the brokers; the source's topic; the target's topic.
 */
public final class Mirror {

    private static final String COMMON = """
            clusters = from, to
            from.bootstrap.servers = %1$s
            to.bootstrap.servers = %1$s
            from->to.enabled = true
            from->to.topics = %2$s
            to->from.enabled = false
            replication.policy.class = peers.Renamed
            replication.factor = 1
            config.storage.replication.factor = 1
            offset.storage.replication.factor = 1
            status.storage.replication.factor = 1
            offset-syncs.topic.replication.factor = 1
            emit.heartbeats.enabled = false
            emit.checkpoints.enabled = false
            sync.topic.acls.enabled = false
            sync.topic.configs.enabled = false
            refresh.topics.enabled = false
            """;

    private static final String TUNED = """
            tasks.max = 2
            from.consumer.max.poll.records = 2000
            from.consumer.fetch.min.bytes = 65536
            to.producer.batch.size = 262144
            to.producer.linger.ms = 5
            to.producer.buffer.memory = 67108864
            """;

    private Mirror() {}

    public static void main(String... arguments) throws IOException {
        System.setProperty("target", arguments[3]);
        String settings = COMMON.formatted(arguments[1], arguments[2]) + (arguments[0].equals("tuned") ? TUNED : "");
        Path file = Files.createTempFile("mirror-", ".properties");
        Files.writeString(file, settings);
        file.toFile().deleteOnExit();
        MirrorMaker.main(new String[] {file.toString()});
    }
}
