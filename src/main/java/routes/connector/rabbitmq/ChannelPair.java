package routes.connector.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import routes.connector.ConnectorException;
import routes.support.Throwables;

/**
 * What a source has on a connection that others use, too: a channel to take by, and another to ask by, since a question that
 * the broker refuses closes its channel. For one thread at a time.
 */
final class ChannelPair {

    /** A broker that is not there has sent nothing for about as long as it was waited for. */
    private static final int SLACK_MILLIS = 500;

    private final RabbitConnectionFactory access;
    private final SourceConnectionPool.Berth berth;
    private final Channel taking;
    private final Channel asking;

    private ChannelPair(
            RabbitConnectionFactory access, SourceConnectionPool.Berth berth, Channel taking, Channel asking) {
        this.access = access;
        this.berth = berth;
        this.taking = taking;
        this.asking = asking;
    }

    /**
     * Leaves the berth where that fails, and when it is closed.
     *
     * @param place for whose sake
     * @throws ConnectorException that says why there are no channels
     */
    static ChannelPair open(RabbitConnectionFactory access, QueueOrExchange place, SourceConnectionPool.Berth berth) {
        List<Channel> opened = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                opened.add(Optional.ofNullable(berth.line().connection().createChannel())
                        .orElseThrow(() -> new ConnectorException(access.where()
                                + " allows no more channels on one connection (channel_max): another is opened")));
            }
            return new ChannelPair(access, berth, opened.get(0), opened.get(1));
        } catch (IOException | RuntimeException e) {
            abandon(access, opened, berth, SourceConnectionPool.Leave.IN_DOUBT);
            throw Throwables.find(e, ConnectorException.class)
                    .orElseGet(() -> new ConnectorException(access.problems().with(place, e), e));
        }
    }

    CorkableFrameHandler wire() {
        return berth.line().wire();
    }

    Channel taking() {
        return taking;
    }

    Channel asking() {
        return asking;
    }

    /** Waits until the broker has taken note of what was acknowledged; where it does not answer, for ten seconds. */
    void close() {
        try {
            taking.close();
            asking.close();
        } catch (IOException | TimeoutException | RuntimeException e) {
            abandon();
            return;
        }
        berth.leave(SourceConnectionPool.Leave.IN_PEACE);
    }

    /**
     * Waits for nobody. The broker is told all the same, in case that it only was slow: a channel that it still knows would
     * keep messages from those who take.
     */
    void abandon() {
        boolean silent = wire().isSilentFor(Duration.ofMillis(RabbitConnectionFactory.TIMEOUT_MILLIS - SLACK_MILLIS));
        abandon(
                access,
                List.of(taking, asking),
                berth,
                silent ? SourceConnectionPool.Leave.IN_DOUBT : SourceConnectionPool.Leave.IN_PEACE);
    }

    private static void abandon(
            RabbitConnectionFactory access,
            List<Channel> channels,
            SourceConnectionPool.Berth berth,
            SourceConnectionPool.Leave why) {
        try {
            access.threads().execute(() -> {
                channels.forEach(ChannelPair::abort);
                berth.leave(why);
            });
        } catch (RuntimeException | Error e) { // no thread to be had: the connection is given up with them
            berth.line().wire().cut();
            berth.leave(why);
        }
    }

    private static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | RuntimeException e) {
            // It is gone.
        }
    }
}
