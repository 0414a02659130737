package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import routes.connector.ConnectorException;
import routes.connector.ReadinessChecks;
import routes.event.Readiness;

/** Whether queues and exchanges are there for the hub's user; many are asked for on one connection. */
final class EndpointChecks implements ReadinessChecks.Respondent<EndpointChecks.Question> {

    private static final String RABBITMQ = "RabbitMQ";

    private final RabbitConnectionFactory access;

    EndpointChecks(RabbitConnectionFactory access) {
        this.access = access;
    }

    /** What is asked about a place. */
    record Question(QueueOrExchange place, Right right) {}

    /** What the hub's user must be allowed there; only an attempt tells, so nothing is attempted where it is {@link #NONE}. */
    enum Right {
        NONE,
        TAKE,
        DELIVER
    }

    @Override
    public ReadinessChecks.Client<Question> open() {
        return new Asking(access.open("check").connection());
    }

    /** Several silent addresses take longer than anybody can wait. */
    @Override
    public String silent() {
        return access.where() + " did not answer within 9 s; is it up and reachable?";
    }

    @Override
    public String problem(Question question, Exception failure) {
        if (failure instanceof ConnectorException) {
            return failure.getMessage();
        }
        if (failure instanceof IOException || failure instanceof ShutdownSignalException) {
            return access.problems().with(question.place(), failure);
        }
        return access.where() + " could not be asked: " + failure;
    }

    private final class Asking implements ReadinessChecks.Client<Question> {

        private final Connection connection;
        private Optional<Channel> open = Optional.empty();

        Asking(Connection connection) {
            this.connection = connection;
        }

        @Override
        public boolean isOpen() {
            return connection.isOpen();
        }

        @Override
        public void ask(List<Question> questions, BiConsumer<Question, Readiness> answers) {
            for (int i = 0; i < questions.size() && isOpen(); i++) {
                answers.accept(questions.get(i), answer(questions.get(i)));
            }
        }

        /** A broker that is silent about one place is asked about the next on another connection. */
        private Readiness answer(Question question) {
            try {
                question.place().lookFor(channel());
                if (question.right() != Right.NONE && isRabbit()) {
                    attempt(question);
                }
                return Readiness.ready();
            } catch (IOException | RuntimeException e) {
                if (RabbitProblems.closing(e).isEmpty()) {
                    close();
                }
                return Readiness.notReady(problem(question, e));
            }
        }

        /** Any other broker might do what is attempted. */
        private boolean isRabbit() {
            return RABBITMQ.equals(
                    String.valueOf(connection.getServerProperties().get("product")));
        }

        /** RabbitMQ looks at the rights first, and then finds that what it is asked makes no sense. */
        private void attempt(Question question) throws IOException {
            Channel asked = channel();
            try {
                if (question.right() == Right.TAKE) {
                    asked.basicConsume(
                            question.place().name(), false, Map.of("x-priority", "none"), new DefaultConsumer(asked));
                } else {
                    BasicProperties senseless =
                            new BasicProperties.Builder().expiration("never").build();
                    asked.basicPublish(question.place().publishedTo(), "", true, senseless, new byte[0]);
                    question.place().lookFor(asked);
                }
            } catch (IOException | ShutdownSignalException e) {
                if (!RabbitProblems.isUnfit(e) && !RabbitProblems.isOfTheRoutingKey(e)) {
                    throw e;
                }
            }
        }

        /** The broker closes a channel on which it was asked for something that is missing or forbidden. */
        private Channel channel() throws IOException {
            if (open.filter(Channel::isOpen).isEmpty()) {
                open = Optional.of(connection.createChannel());
            }
            return open.get();
        }

        @Override
        public void close() {
            connection.abort(1000);
        }
    }
}
