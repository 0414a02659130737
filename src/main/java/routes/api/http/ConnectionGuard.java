package routes.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The first handler of a connection: closes it where it does not send a request in time, and puts a {@link RequestGuard} behind
 * Vert.x's HTTP codec as soon as Vert.x has added that. Only the connection's event loop changes it; any thread may read it.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /** The names that Vert.x gives to its handlers. */
    private static final String TLS = "ssl";

    private static final String HTTP_CODEC = "httpEncoder";
    private static final String LAST = "handler";

    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(2);

    private final Channel channel;
    private final HttpLimits limits;
    private final LongSupplier nanoTime;
    private volatile Phase phase = Phase.HEADER;
    private volatile long since;
    private boolean silent = true;
    private boolean encrypted;
    private Optional<RequestGuard> requests = Optional.empty();
    private Optional<ScheduledFuture<?>> deadline = Optional.empty();

    ConnectionGuard(Channel channel, HttpLimits limits, LongSupplier nanoTime) {
        this.channel = channel;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    Phase phase() {
        return phase;
    }

    /** Since when it is in this phase, on the clock of the constructor. */
    long since() {
        return since;
    }

    void close() {
        channel.close();
    }

    void enter(Phase next) {
        phase = next;
        since = nanoTime.getAsLong();
        deadline.ifPresent(running -> running.cancel(false));
        deadline =
                timeout().map(time -> channel.eventLoop().schedule(this::late, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Optional<Duration> timeout() {
        return switch (phase) {
            case HEADER -> Optional.of(limits.headerTimeout());
            case BODY -> Optional.of(limits.bodyTimeout());
            case CLOSING -> Optional.of(CLOSING_TIMEOUT);
            case ANSWERING, IDLE -> Optional.empty();
        };
    }

    private void late() {
        if (phase == Phase.CLOSING || requests.isEmpty() || silent) {
            close();
        } else if (!channel.config().isAutoRead()) {
            enter(phase); // it is the hub that does not read
        } else {
            requests.get().refuse(Refusal.late(phase, timeout().orElseThrow()));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        enter(Phase.HEADER);
        encrypted = ctx.pipeline().get(TLS) != null;
        if (encrypted) {
            ctx.pipeline().addAfter(TLS, null, new AfterHandshake());
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.ifPresent(running -> running.cancel(false));
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        silent = false;
        if (phase == Phase.IDLE) {
            enter(Phase.HEADER);
        }
        if (encrypted || isGuarded(ctx.pipeline())) {
            ctx.fireChannelRead(message);
        } else {
            readFirst(ctx, (ByteBuf) message);
        }
    }

    /**
     * Vert.x adds its codec when the first bytes have told it which version of HTTP this is. So they are handed on one by one: the
     * codec must not have seen a whole request before it is guarded.
     */
    private void readFirst(ChannelHandlerContext ctx, ByteBuf bytes) {
        try {
            while (bytes.isReadable()
                    && !isGuarded(ctx.pipeline())
                    && ctx.pipeline().get(LAST) == null) {
                ctx.fireChannelRead(bytes.readRetainedSlice(1));
            }
            if (isGuarded(ctx.pipeline())) {
                ctx.fireChannelRead(bytes.readRetainedSlice(bytes.readableBytes()));
            } else if (ctx.pipeline().get(LAST) != null) {
                close(); // HTTP/2 without TLS
            }
        } finally {
            bytes.release();
        }
    }

    /** Guards the requests, if Vert.x has added its codec. */
    private boolean isGuarded(ChannelPipeline pipeline) {
        if (requests.isEmpty() && pipeline.get(HTTP_CODEC) != null) {
            requests = Optional.of(new RequestGuard(this, limits));
            pipeline.addAfter(HTTP_CODEC, null, requests.get());
        }
        return requests.isPresent();
    }

    /** Vert.x adds its codec when it is told that the handshake is done. */
    private final class AfterHandshake extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ctx.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                if (!isGuarded(ctx.pipeline())) {
                    enter(Phase.ANSWERING); // HTTP/2, which has an idle timeout alone
                }
            }
        }
    }
}
