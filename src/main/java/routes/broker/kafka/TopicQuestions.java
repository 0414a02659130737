package routes.broker.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import routes.broker.BrokerProblem;
import routes.broker.Causes;
import routes.broker.Inquiries;
import routes.broker.TrustedTls;
import routes.definition.KafkaConnection;
import routes.event.Readiness;

/** Whether topics are there for the hub's user; many are asked for in one request. */
final class TopicQuestions implements Inquiries.Respondent<String> {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final KafkaConnection connection;

    TopicQuestions(KafkaConnection connection) {
        this.connection = connection;
    }

    @Override
    public Inquiries.Client<String> open() throws IOException {
        if (connection.tls().isEmpty() && Knock.at(connection.brokers()) == Knock.ENCRYPTED) {
            throw new BrokerProblem(new KafkaProblems(connection, "").encrypted());
        }
        return new Asking(Admin.create(settings()));
    }

    @Override
    public String silent() {
        return new KafkaProblems(connection, "").unreachable();
    }

    @Override
    public String problem(String topic, Exception failure) {
        KafkaProblems problems = new KafkaProblems(connection, topic);
        if (failure instanceof BrokerProblem) {
            return failure.getMessage();
        }
        if (failure instanceof InterruptedException) {
            return "the check was interrupted";
        }
        return failure instanceof Late ? problems.late(((Late) failure).nobody) : problems.explained(failure);
    }

    private Map<String, Object> settings() throws IOException {
        if (connection.tls().isPresent()) {
            TrustedTls.context(connection.tls().get());
        }
        Map<String, Object> settings = KafkaClients.common(connection, "caravanserai-check");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return settings;
    }

    /** There was no answer in time. */
    private static final class Late extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean nobody;

        Late(Throwable cause, boolean nobody) {
            super(cause);
            this.nobody = nobody;
        }
    }

    /** One client. It connects anew by itself. */
    private final class Asking implements Inquiries.Client<String> {

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
        public void ask(List<String> topics, BiConsumer<String, Readiness> answers) throws Exception {
            long until = System.nanoTime() + PATIENCE.toNanos();
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(topics).topicNameValues();
            for (String topic : topics) {
                answers.accept(topic, answer(topic, asked.get(topic), until));
            }
        }

        private Readiness answer(String topic, KafkaFuture<TopicDescription> asked, long until) throws Exception {
            try {
                asked.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                return Readiness.ready();
            } catch (ExecutionException | TimeoutException e) {
                if (e instanceof TimeoutException
                        || e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                    throw new Late(e, Knock.at(connection.brokers()) == Knock.NOBODY);
                }
                failed |= !isOfTheTopic(e);
                return Readiness.notReady(new KafkaProblems(connection, topic).explained(e));
            }
        }

        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    private static boolean isOfTheTopic(Exception failure) {
        return Causes.find(failure, UnknownTopicOrPartitionException.class).isPresent()
                || Causes.find(failure, TopicAuthorizationException.class).isPresent()
                || Causes.find(failure, InvalidTopicException.class).isPresent();
    }
}
