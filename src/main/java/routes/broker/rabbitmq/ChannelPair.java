package routes.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import routes.broker.BrokerProblem;

/**
 * What a source has on a connection that others use, too: a channel to take by, and another to ask by, since a question that
 * the broker refuses closes its channel. For one thread at a time.
 */
final class ChannelPair {

    private final SharedLines.Berth berth;
    private final Channel taking;
    private final Channel asking;

    private ChannelPair(SharedLines.Berth berth, Channel taking, Channel asking) {
        this.berth = berth;
        this.taking = taking;
        this.asking = asking;
    }

    /**
     * Leaves the berth where that fails, and when it is closed.
     *
     * @param place for whose sake
     * @throws BrokerProblem that says why there are no channels
     */
    static ChannelPair open(RabbitAccess access, RabbitPlace place, SharedLines.Berth berth) {
        Connection connection = berth.line().connection();
        try {
            return new ChannelPair(berth, opened(access, connection), opened(access, connection));
        } catch (BrokerProblem e) {
            berth.leave(true);
            throw e;
        } catch (IOException | RuntimeException e) {
            berth.leave(true);
            throw new BrokerProblem(access.problems().with(place, e), e);
        }
    }

    private static Channel opened(RabbitAccess access, Connection connection) throws IOException {
        return Optional.ofNullable(connection.createChannel())
                .orElseThrow(() -> new BrokerProblem(access.where()
                        + " allows no more channels on one connection (channel_max): another is opened"));
    }

    Wire wire() {
        return berth.line().wire();
    }

    Channel taking() {
        return taking;
    }

    Channel asking() {
        return asking;
    }

    /**
     * What is lost already stays so.
     *
     * @param dubious whether the broker is perhaps not there any more
     */
    void close(boolean dubious) {
        boolean silent = dubious;
        for (Channel channel : List.of(taking, asking)) {
            silent = silent || !isClosed(channel);
        }
        berth.leave(silent);
    }

    /** Waits for ten seconds where the broker does not answer. */
    private static boolean isClosed(Channel channel) {
        try {
            channel.close();
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            return RabbitProblems.closing(e).isPresent();
        }
    }
}
