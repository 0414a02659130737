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

    private final RabbitConnectionFactory connections;
    private final SourceConnectionPool.Lease lease;
    private final Channel taking;
    private final Channel asking;

    private ChannelPair(
            RabbitConnectionFactory connections, SourceConnectionPool.Lease lease, Channel taking, Channel asking) {
        this.connections = connections;
        this.lease = lease;
        this.taking = taking;
        this.asking = asking;
    }

    /**
     * Opens the channels. Leaves the shared connection if that fails, and when the pair is closed.
     * @param place the queue that needs the channels, for messages
     * @throws ConnectorException with the reason if there are no channels
     */
    static ChannelPair open(
            RabbitConnectionFactory connections, QueueOrExchange place, SourceConnectionPool.Lease lease) {
        List<Channel> opened = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                opened.add(Optional.ofNullable(lease.line().connection().createChannel())
                        .orElseThrow(() -> new ConnectorException(connections.where()
                                + " allows no more channels on this connection (channel_max);"
                                + " the hub opens another connection")));
            }
            return new ChannelPair(connections, lease, opened.get(0), opened.get(1));
        } catch (IOException | RuntimeException e) {
            abandon(connections, opened, lease, SourceConnectionPool.Leave.IN_DOUBT);
            throw Throwables.find(e, ConnectorException.class)
                    .orElseGet(
                            () -> new ConnectorException(connections.problems().with(place, e), e));
        }
    }

    CorkableFrameHandler wire() {
        return lease.line().wire();
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
        lease.leave(SourceConnectionPool.Leave.IN_PEACE);
    }

    /**
     * Closes the channels without waiting. The broker is notified all the same, in case it was only slow: a channel that it
     * considers open would keep messages from other consumers.
     */
    void abandon() {
        boolean silent = wire().isSilentFor(Duration.ofMillis(RabbitConnectionFactory.TIMEOUT_MILLIS - SLACK_MILLIS));
        abandon(
                connections,
                List.of(taking, asking),
                lease,
                silent ? SourceConnectionPool.Leave.IN_DOUBT : SourceConnectionPool.Leave.IN_PEACE);
    }

    private static void abandon(
            RabbitConnectionFactory connections,
            List<Channel> channels,
            SourceConnectionPool.Lease lease,
            SourceConnectionPool.Leave why) {
        try {
            connections.threads().execute(() -> {
                channels.forEach(ChannelPair::abort);
                lease.leave(why);
            });
        } catch (RuntimeException | Error e) { // no thread available: give up the connection together with its channels
            lease.line().wire().cut();
            lease.leave(why);
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
