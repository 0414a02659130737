package routes.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import routes.connector.ConnectorException;
import routes.connector.MissingResource;
import routes.connector.ProvisionOptions;
import routes.connector.ProvisionPlan;
import routes.connector.Provisioner;
import routes.model.KafkaConnection;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.support.Throwables;

/** Makes topics. Kafka itself says beforehand whether a topic can be made, and with how many partitions. */
final class KafkaProvisioner implements Provisioner<KafkaSourceSpec, KafkaTargetSpec> {

    /** An administrator has time, and what is made is better known than not. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final KafkaConnection connection;
    private final TopicChecks topics;
    private final ProvisionOptions options;
    private final Map<String, Boolean> keepsAll = new TreeMap<>();
    private Optional<Admin> open = Optional.empty();

    KafkaProvisioner(KafkaConnection connection, TopicChecks topics, ProvisionOptions options) {
        this.connection = connection;
        this.topics = topics;
        this.options = options;
    }

    @Override
    public void needSource(KafkaSourceSpec spec) {
        keepsAll.merge(spec.topic(), false, Boolean::logicalOr);
    }

    @Override
    public void needTarget(KafkaTargetSpec spec) {
        keepsAll.merge(spec.topic(), false, Boolean::logicalOr);
    }

    @Override
    public void needDeadLetters(KafkaTargetSpec spec) {
        keepsAll.merge(spec.topic(), true, Boolean::logicalOr);
    }

    @Override
    public ProvisionPlan plan() {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin().describeTopics(keepsAll.keySet()).topicNameValues();
        List<MissingResource> missing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        keepsAll.forEach((topic, all) -> {
            try {
                if (!exists(topic, answers.get(topic))) {
                    missing.add(missing(topic, all));
                }
            } catch (ConnectorException e) {
                problems.add(e.getMessage());
            }
        });
        return new ProvisionPlan(missing, problems);
    }

    private Admin admin() {
        if (open.isEmpty()) {
            try {
                open = Optional.of(topics.admin("caravanserai-provision", TIMEOUT));
            } catch (IOException e) {
                throw new ConnectorException(problems("", AclOperation.DESCRIBE).explained(e), e);
            }
        }
        return open.get();
    }

    private KafkaProblems problems(String topic, AclOperation needed) {
        return new KafkaProblems(connection, topic, needed);
    }

    private boolean exists(String topic, KafkaFuture<TopicDescription> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (Throwables.find(e, UnknownTopicOrPartitionException.class).isPresent()) {
                return false;
            }
            throw new ConnectorException(problems(topic, AclOperation.DESCRIBE).explained(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private MissingResource missing(String topic, boolean all) {
        NewTopic made =
                new NewTopic(topic, options.partitions(), options.replication().map(copies ->
                        (short) Math.min(copies, Short.MAX_VALUE)));
        if (all) { // whatever is the default of the broker
            made.configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        }
        String details = create(made, true);
        return new MissingResource(
                "topic '" + topic + "'",
                all ? details + ", for dead letters: not compacted" : details,
                Optional.empty(),
                () -> {
                    create(made, false);
                    awaitKnown(topic);
                });
    }

    /** A broker learns of a new topic a moment later. Who goes on at once would be told that it does not exist. */
    private void awaitKnown(String topic) {
        long end = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (!exists(
                        topic,
                        admin().describeTopics(List.of(topic)).topicNameValues().get(topic))
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Returns what Kafka says of the new topic. */
    private String create(NewTopic topic, boolean onlyAsks) {
        CreateTopicsResult result =
                admin().createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(onlyAsks));
        try {
            result.all().get();
            return counted(result.numPartitions(topic.name()).get(), "partition") + ", replication "
                    + result.replicationFactor(topic.name()).get();
        } catch (ExecutionException e) {
            if (Throwables.find(e, TopicExistsException.class).isPresent()) {
                return "another process makes it just now";
            }
            throw new ConnectorException(refusal(topic.name(), e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String refusal(String topic, ExecutionException e) {
        String refused = "topic '" + topic + "' cannot be made at " + connection.brokers() + ": ";
        if (Throwables.find(e, AuthorizationException.class).isPresent()) {
            return problems(topic, AclOperation.CREATE).denied() + ", or name the connection of an administrator with"
                    + " --connections";
        }
        if (Throwables.find(e, InvalidReplicationFactorException.class).isPresent()) {
            return refused + Throwables.deepest(e) + "; give another number with --replication";
        }
        if (Throwables.find(e, InvalidPartitionsException.class).isPresent()) {
            return refused + Throwables.deepest(e) + "; give another number with --partitions";
        }
        return problems(topic, AclOperation.CREATE).explained(e);
    }

    private static ConnectorException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ConnectorException("interrupted", e);
    }

    @Override
    public void close() {
        open.ifPresent(admin -> admin.close(Duration.ZERO));
    }
}
