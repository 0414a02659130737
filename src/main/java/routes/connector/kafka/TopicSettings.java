package routes.connector.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;
import routes.connector.SizeLimit;

/**
 * The settings of a topic that decide which records it takes and how long it keeps them. Immutable.
 *
 * @param isCompacted whether it deletes all but the last record of a key, and refuses records without a key
 * @param retention how long it keeps a record after the record's time; empty if for ever, or if Kafka sets the time itself
 * @param limit the most bytes of a batch of records; empty if not known
 */
record TopicSettings(boolean isCompacted, Optional<Duration> retention, Optional<Limit> limit) {

    /** @param isOfBrokers whether the topic has the limit from its brokers, since it has none of its own */
    record Limit(int bytes, boolean isOfBrokers) {

        /** What Kafka adds to the only record of a batch, at least. */
        private static final int OVERHEAD = 70;

        /** The same for an event in a batch of its own. */
        SizeLimit ofEvent() {
            return new SizeLimit(Math.max(0, bytes - OVERHEAD), setting());
        }

        /** The name of the setting, for messages. */
        String setting() {
            return isOfBrokers ? "message.max.bytes of the brokers" : "max.message.bytes of the topic";
        }
    }

    static TopicSettings of(Config config) {
        List<String> policies =
                List.of(value(config, TopicConfig.CLEANUP_POLICY_CONFIG).split("[ ,]+"));
        boolean deletes = policies.contains(TopicConfig.CLEANUP_POLICY_DELETE)
                && !value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("LogAppendTime");
        Optional<Duration> retention = Optional.of(value(config, TopicConfig.RETENTION_MS_CONFIG))
                .filter(millis -> deletes && millis.matches("[0-9]{1,18}"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
        return new TopicSettings(policies.contains(TopicConfig.CLEANUP_POLICY_COMPACT), retention, limit(config));
    }

    private static Optional<Limit> limit(Config config) {
        return Optional.ofNullable(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .filter(entry -> entry.value() != null && entry.value().matches("[0-9]{1,9}"))
                .map(entry -> new Limit(
                        Integer.parseInt(entry.value()),
                        entry.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG));
    }

    private static String value(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value).orElse("");
    }
}
