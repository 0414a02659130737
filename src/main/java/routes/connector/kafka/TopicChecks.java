package routes.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import routes.connector.ConnectorException;
import routes.connector.PemTls;
import routes.connector.ReadinessChecks;
import routes.event.Readiness;
import routes.model.KafkaConnection;
import routes.support.Throwables;

/** Checks whether topics exist and the hub's user has the permissions that it needs. One request covers many topics. */
final class TopicChecks implements ReadinessChecks.Respondent<TopicChecks.Question> {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(8);

    /**
     * The client's retry pause. The client first treats each group as one of the newer protocol, so it retries almost always.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private final KafkaConnection connection;
    private final Map<String, TopicSettings> settings = new ConcurrentHashMap<>();

    TopicChecks(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * A topic to check.
     *
     * @param needed the operation that must be permitted
     * @param group the consumer group that must be permitted; empty if no group is checked
     * @param keepsAll whether the topic must keep every record, whatever its key
     */
    record Question(String topic, AclOperation needed, Optional<String> group, boolean keepsAll) {

        /** Asks whether the cluster answers, and for no topic. */
        static final Question CLUSTER = new Question("", AclOperation.DESCRIBE, Optional.empty(), false);
    }

    /** How long a topic keeps a record after the record's time, as last seen; empty if for ever or not known. Thread-safe. */
    Optional<Duration> retention(String topic) {
        return Optional.ofNullable(settings.get(topic)).flatMap(TopicSettings::retention);
    }

    /** The largest batch of records that a topic takes, as last seen; empty if not known. Thread-safe. */
    Optional<TopicSettings.Limit> limit(String topic) {
        return Optional.ofNullable(settings.get(topic)).flatMap(TopicSettings::limit);
    }

    @Override
    public ReadinessChecks.Client<Question> open() throws IOException {
        return new Asking(admin("caravanserai-check", REQUEST_TIMEOUT));
    }

    /** @throws ConnectorException if the listener uses TLS and the connection does not */
    Admin admin(String clientId, Duration timeout) throws IOException {
        if (connection.tls().isEmpty() && TlsProbe.at(connection.brokers()) == TlsProbe.ENCRYPTED) {
            throw new ConnectorException(general().encrypted());
        }
        return Admin.create(settings(clientId, timeout));
    }

    @Override
    public String silent() {
        return general().silent();
    }

    private KafkaProblems general() {
        return new KafkaProblems(connection, "", AclOperation.READ);
    }

    private KafkaProblems problems(Question question) {
        return new KafkaProblems(connection, question.topic(), question.needed());
    }

    @Override
    public String problem(Question question, Exception failure) {
        KafkaProblems problems = problems(question);
        if (failure instanceof ConnectorException) {
            return failure.getMessage();
        }
        if (failure instanceof InterruptedException) {
            return "the check was interrupted";
        }
        return failure instanceof Late late ? problems.late(late.found, REQUEST_TIMEOUT) : problems.explained(failure);
    }

    private Map<String, Object> settings(String clientId, Duration timeout) throws IOException {
        if (connection.tls().isPresent()) {
            PemTls.context(connection.tls().get());
        }
        Map<String, Object> settings = KafkaClients.common(connection, clientId);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis() / 2);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, FIRST_PAUSE.toMillis());
        return settings;
    }

    /** There was no answer in time. */
    private static final class Late extends Exception {
        private static final long serialVersionUID = 1;

        private final TlsProbe found;

        Late(Throwable cause, TlsProbe found) {
            super(cause);
            this.found = found;
        }
    }

    /** A client, which reconnects on its own. */
    private final class Asking implements ReadinessChecks.Client<Question> {

        private final Admin admin;
        private boolean failed;

        Asking(Admin admin) {
            this.admin = admin;
        }

        @Override
        public boolean isOpen() {
            return !failed;
        }

        @Override
        public void ask(List<Question> asked, BiConsumer<Question, Readiness> answers) throws Exception {
            long until = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
            if (asked.contains(Question.CLUSTER)) {
                answers.accept(Question.CLUSTER, cluster(until));
            }
            List<Question> questions = asked.stream()
                    .filter(question -> !question.equals(Question.CLUSTER))
                    .toList();
            if (!questions.isEmpty()) {
                askForTopics(questions, answers, until);
            }
        }

        private Readiness cluster(long until) throws Exception {
            try {
                within(until, admin.describeCluster().clusterId());
                return Readiness.ready();
            } catch (ExecutionException | TimeoutException e) {
                throw isLate(e) ? late(e) : e;
            }
        }

        private void askForTopics(List<Question> questions, BiConsumer<Question, Readiness> answers, long until)
                throws Exception {
            Map<String, KafkaFuture<TopicDescription>> topics = admin.describeTopics(
                            questions.stream().map(Question::topic).distinct().toList(),
                            new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues();
            Map<String, KafkaFuture<ConsumerGroupDescription>> groups = described(questions.stream()
                    .flatMap(question -> question.group().stream())
                    .distinct()
                    .toList());
            Map<ConfigResource, KafkaFuture<Config>> configs =
                    configs(questions.stream().map(Question::topic).distinct().toList());
            for (Question question : questions) {
                answers.accept(question, answer(question, topics, groups, configs, until));
            }
        }

        private Map<ConfigResource, KafkaFuture<Config>> configs(List<String> topics) {
            return admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .values();
        }

        /** The settings, which the hub's user may not be permitted to see. */
        private Optional<TopicSettings> settings(
                String topic, Map<ConfigResource, KafkaFuture<Config>> configs, long until) throws Exception {
            try {
                TopicSettings known = TopicSettings.of(
                        within(until, configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic))));
                settings.put(topic, known);
                return Optional.of(known);
            } catch (ExecutionException | TimeoutException e) {
                settings.remove(topic);
                return Optional.empty();
            }
        }

        private Map<String, KafkaFuture<ConsumerGroupDescription>> described(List<String> groups) {
            return groups.isEmpty()
                    ? Map.of()
                    : admin.describeConsumerGroups(
                                    groups, new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups();
        }

        private Readiness answer(
                Question question,
                Map<String, KafkaFuture<TopicDescription>> topics,
                Map<String, KafkaFuture<ConsumerGroupDescription>> groups,
                Map<ConfigResource, KafkaFuture<Config>> configs,
                long until)
                throws Exception {
            try {
                TopicDescription topic = within(until, topics.get(question.topic()));
                if (lacks(topic.authorizedOperations(), question.needed())) {
                    return Readiness.notReady(problems(question).denied());
                }
                Optional<TopicSettings> known = settings(question.topic(), configs, until);
                if (question.keepsAll()
                        && known.filter(TopicSettings::isCompacted).isPresent()) {
                    return Readiness.notReady(problems(question).compacted());
                }
                Optional<String> group = question.group();
                return group.isPresent() && isDenied(groups.get(group.get()), until)
                        ? Readiness.notReady(problems(question).deniedGroup(group.get()))
                        : Readiness.ready();
            } catch (ExecutionException | TimeoutException e) {
                if (isLate(e)) {
                    throw late(e);
                }
                failed |= !isOfTheTopic(e);
                return Readiness.notReady(problems(question).explained(e));
            }
        }

        private static boolean isLate(Exception failure) {
            return failure instanceof TimeoutException
                    || failure.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
        }

        private Late late(Exception failure) {
            return new Late(failure, TlsProbe.at(connection.brokers()));
        }

        /**
         * A group that has never been used does not exist, and that is no problem; without permission Kafka does not even
         * tell that.
         */
        private boolean isDenied(KafkaFuture<ConsumerGroupDescription> group, long until) throws Exception {
            try {
                return lacks(within(until, group).authorizedOperations(), AclOperation.READ);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return false;
                }
                throw e;
            }
        }

        private static <T> T within(long until, KafkaFuture<T> answer) throws Exception {
            return answer.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        /**
         * Brokers before Kafka 2.3 do not report permissions. A response without even the permission to describe counts as no
         * information.
         */
        private static boolean lacks(Set<AclOperation> allowed, AclOperation needed) {
            return allowed != null && allowed.contains(AclOperation.DESCRIBE) && !allowed.contains(needed);
        }

        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    private static boolean isOfTheTopic(Exception failure) {
        return Throwables.find(failure, UnknownTopicOrPartitionException.class).isPresent()
                || Throwables.find(failure, TopicAuthorizationException.class).isPresent()
                || Throwables.find(failure, GroupAuthorizationException.class).isPresent()
                || Throwables.find(failure, InvalidTopicException.class).isPresent();
    }
}
