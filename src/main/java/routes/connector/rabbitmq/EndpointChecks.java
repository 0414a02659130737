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

/**
 * Checks whether queues and exchanges exist and the hub's user has the permissions that it needs. One connection serves many
 * checks.
 */
final class EndpointChecks implements ReadinessChecks.Respondent<EndpointChecks.Question> {

    private static final String RABBITMQ = "RabbitMQ";

    private final RabbitConnectionFactory connections;

    EndpointChecks(RabbitConnectionFactory connections) {
        this.connections = connections;
    }

    /** A queue or exchange to check. */
    record Question(QueueOrExchange place, Right right) {

        /** Asks whether the broker answers, and for no queue or exchange: the default exchange is always there. */
        static final Question CONNECTION = new Question(QueueOrExchange.exchange(""), Right.NONE);
    }

    /** The permission to check. Only an attempt shows it; for {@link #NONE} nothing is attempted. */
    enum Right {
        NONE,
        TAKE,
        DELIVER
    }

    @Override
    public ReadinessChecks.Client<Question> open() {
        return new Asking(connections.open("check").connection());
    }

    /** Trying several addresses that do not answer takes longer than a check may wait. */
    @Override
    public String silent() {
        return connections.where() + " did not answer within 9 s; is it up and reachable?";
    }

    @Override
    public String problem(Question question, Exception failure) {
        if (failure instanceof ConnectorException) {
            return failure.getMessage();
        }
        if (failure instanceof IOException || failure instanceof ShutdownSignalException) {
            return connections.problems().with(question.place(), failure);
        }
        return connections.where() + " could not be checked: " + failure;
    }

    /** Whether what must fail at RabbitMQ may be attempted; another broker might execute it. */
    static boolean isRabbit(Connection connection) {
        return RABBITMQ.equals(String.valueOf(connection.getServerProperties().get("product")));
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

        /** If the broker does not answer for one endpoint, the next one is checked on another connection. */
        private Readiness answer(Question question) {
            try {
                if (question.equals(Question.CONNECTION)) {
                    channel().basicQos(1); // answered without a permission, and without effect on a channel that takes
                    // nothing
                    return Readiness.ready();
                }
                question.place().lookFor(channel());
                if (question.right() != Right.NONE && isRabbit(connection)) {
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

        /**
         * Consumes with an invalid argument: RabbitMQ checks permissions first and then rejects the argument, in other words
         * for a stream.
         */
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
                boolean meant = RabbitProblems.isUnfit(e) && !RabbitProblems.isOfTheType(e);
                if (!meant && !RabbitProblems.isOfTheRoutingKey(e)) {
                    throw e;
                }
            }
        }

        /** The broker closes a channel if the requested object does not exist or is forbidden. */
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
