package routes.api.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import routes.support.StructuredLogger;

/**
 * Bounds the connections of one server. A new connection is always taken: for it, the one that has waited longest for the rest
 * of a request, or for the next one, is closed. So probes are answered while somebody else holds all connections. Only where
 * every connection is being served, the new one is closed. Used by the thread that accepts connections; connections are removed
 * by any thread.
 */
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = StructuredLogger.of(ConnectionLimit.class);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final HttpLimits limits;
    private final int port;
    private final LongSupplier nanoTime;
    private final Set<ConnectionGuard> open = ConcurrentHashMap.newKeySet();
    private Optional<Long> loggedAt = Optional.empty();
    private long closed;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    ConnectionLimit(HttpLimits limits, int port, LongSupplier nanoTime) {
        this.limits = limits;
        this.port = port;
        this.nanoTime = nanoTime;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        Channel channel = (Channel) accepted;
        ConnectionGuard guard = new ConnectionGuard(channel, limits, nanoTime);
        if (open.size() >= limits.connections() && !makeRoom()) {
            channel.unsafe().closeForcibly();
            return;
        }
        open.add(guard);
        channel.closeFuture().addListener(done -> open.remove(guard));
        channel.pipeline().addFirst(guard);
        ctx.fireChannelRead(accepted);
    }

    private boolean makeRoom() {
        log();
        Optional<ConnectionGuard> longest = open.stream()
                .filter(guard -> guard.phase() != Phase.ANSWERING)
                .min(Comparator.comparing(ConnectionGuard::since));
        longest.ifPresent(guard -> {
            open.remove(guard);
            guard.close();
        });
        return longest.isPresent();
    }

    private void log() {
        closed++;
        long now = nanoTime.getAsLong();
        if (loggedAt.filter(at -> now - at < LOG_INTERVAL.toNanos()).isEmpty()) {
            loggedAt = Optional.of(now);
            LOG.atWarn()
                    .addKeyValue("port", port)
                    .addKeyValue("connections", limits.connections())
                    .addKeyValue("closed", closed)
                    .log(
                            "Limit of connections to a port reached: for each new one, one that waits for a request is closed");
        }
    }
}
