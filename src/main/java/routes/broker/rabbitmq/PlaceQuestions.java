package routes.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import routes.broker.BrokerProblem;
import routes.broker.Inquiries;
import routes.event.Readiness;

/** Whether queues and exchanges are there for the hub's user; many are asked for on one connection. */
final class PlaceQuestions implements Inquiries.Respondent<RabbitPlace> {

    private final RabbitAccess access;

    PlaceQuestions(RabbitAccess access) {
        this.access = access;
    }

    @Override
    public Inquiries.Client<RabbitPlace> open() {
        return new Asking(access.open("check").connection());
    }

    /** Several silent addresses take longer than anybody can wait. */
    @Override
    public String silent() {
        return access.where() + " did not answer within 9 s; is it up and reachable?";
    }

    @Override
    public String problem(RabbitPlace place, Exception failure) {
        if (failure instanceof BrokerProblem) {
            return failure.getMessage();
        }
        if (failure instanceof IOException || failure instanceof ShutdownSignalException) {
            return access.problems().with(place, failure);
        }
        return access.where() + " could not be asked: " + failure;
    }

    private final class Asking implements Inquiries.Client<RabbitPlace> {

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
        public void ask(List<RabbitPlace> places, BiConsumer<RabbitPlace, Readiness> answers) {
            for (int i = 0; i < places.size() && isOpen(); i++) {
                answers.accept(places.get(i), answer(places.get(i)));
            }
        }

        /** A broker that is silent about one place is asked about the next on another connection. */
        private Readiness answer(RabbitPlace place) {
            try {
                place.lookFor(channel());
                return Readiness.ready();
            } catch (IOException | RuntimeException e) {
                if (RabbitProblems.closing(e).isEmpty()) {
                    close();
                }
                return Readiness.notReady(problem(place, e));
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
