package peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.connect.mirror.MirrorMaker;

/**
 * MirrorMaker 2 from one topic to another of the same cluster, whose name as a source is new each time: under a name that it
 * knows, it would go on where the last one stopped.
 *
 * <p>Arguments: {@code default} or {@code tuned}; the brokers; the source's topic; the target's topic.
 */
public final class Mirror {

    private static final String COMMON = """
            clusters = %3$s, to
            %3$s.bootstrap.servers = %1$s
            to.bootstrap.servers = %1$s
            %3$s->to.enabled = true
            %3$s->to.topics = %2$s
            to->%3$s.enabled = false
            replication.policy.class = peers.Renamed
            replication.factor = 1
            config.storage.replication.factor = 1
            offset.storage.replication.factor = 1
            status.storage.replication.factor = 1
            offset-syncs.topic.replication.factor = 1
            heartbeats.topic.replication.factor = 1
            checkpoints.topic.replication.factor = 1
            emit.heartbeats.enabled = false
            heartbeats.replication.enabled = false
            emit.checkpoints.enabled = false
            sync.topic.acls.enabled = false
            sync.topic.configs.enabled = false
            refresh.topics.enabled = false
            """;

    private static final String TUNED = """
            tasks.max = 2
            %3$s.consumer.max.poll.records = 2000
            %3$s.consumer.fetch.min.bytes = 65536
            to.producer.batch.size = 262144
            to.producer.linger.ms = 5
            to.producer.buffer.memory = 67108864
            """;

    private Mirror() {}

    public static void main(String... arguments) throws IOException {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("source", arguments[2]);
        System.setProperty("target", arguments[3]);
        String source = "from" + ProcessHandle.current().pid();
        String settings =
                (arguments[0].equals("tuned") ? COMMON + TUNED : COMMON).formatted(arguments[1], arguments[2], source);
        Path file = Files.createTempFile("mirror-", ".properties");
        Files.writeString(file, settings);
        file.toFile().deleteOnExit();
        MirrorMaker.main(new String[] {file.toString()});
    }
}
