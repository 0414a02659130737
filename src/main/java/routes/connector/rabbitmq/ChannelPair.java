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
 * The two channels of a source on a shared connection: one to consume, and one for questions such as the number of waiting
 * messages, because the broker closes a channel whose question it refuses. Not thread-safe: used by one thread at a time.
 */
final class ChannelPair {

    /** Tolerance when comparing how long the broker has sent nothing with how long it was waited for. */
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
     * Opens the channels. Leaves the shared connection if that fails, and when the pair is closed.
     * @param place the queue that needs the channels, for messages
     * @throws ConnectorException with the reason if there are no channels
     */
    static ChannelPair open(RabbitConnectionFactory access, QueueOrExchange place, SourceConnectionPool.Berth berth) {
        List<Channel> opened = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                opened.add(Optional.ofNullable(berth.line().connection().createChannel())
                        .orElseThrow(() -> new ConnectorException(access.where()
                                + " allows no more channels on this connection (channel_max);"
                                + " the hub opens another connection")));
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

    /** Waits until the broker has processed all acknowledgements, for at most ten seconds. */
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
     * Closes the channels without waiting. The broker is notified all the same, in case it was only slow: a channel that it
     * considers open would keep messages from other consumers.
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
        } catch (RuntimeException | Error e) { // no thread available: give up the connection together with its channels
            berth.line().wire().cut();
            berth.leave(why);
        }
    }

    private static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | RuntimeException e) {
            // It is closed already.
        }
    }
}
