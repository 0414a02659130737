package routes.api.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * Sees the requests and responses of a connection, behind the HTTP codec. Tells its {@link ConnectionGuard} how far they are, and
 * refuses with problem details what Vert.x would refuse without a word, or log as an error of the hub. Used by the connection's
 * event loop.
 */
final class RequestGuard extends ChannelDuplexHandler {

    private final ConnectionGuard connection;
    private final HttpLimits limits;
    private Optional<ChannelHandlerContext> context = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    /** Requests without a complete response: several, if the client does not wait for responses. */
    private int pending;

    private boolean responding;
    private boolean closing;
    private long bodyBytes;

    RequestGuard(ConnectionGuard connection, HttpLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = Optional.of(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing || refusal.isPresent()) {
            ReferenceCountUtil.release(message);
            return;
        }
        Optional<Refusal> wrong = check(message);
        if (wrong.isPresent()) {
            ReferenceCountUtil.release(message);
            refuse(wrong.get());
            return;
        }
        if (message instanceof LastHttpContent) {
            connection.enter(pending > 0 ? Phase.ANSWERING : Phase.IDLE);
        } else if (message instanceof HttpRequest) {
            connection.enter(Phase.BODY);
        }
        ctx.fireChannelRead(message);
    }

    private Optional<Refusal> check(Object message) {
        if (message instanceof HttpRequest request) {
            pending++;
            bodyBytes = 0;
            Optional<Refusal> wrong = RequestRules.problem(request, limits.bodyBytes());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        if (message instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            return RequestRules.problem(content, bodyBytes, limits.bodyBytes());
        }
        return Optional.empty();
    }

    /** Answers with this once all earlier requests have been answered. */
    void refuse(Refusal wrong) {
        refusal = Optional.of(wrong);
        if (pending <= 1) {
            close();
        } else {
            connection.enter(Phase.ANSWERING);
        }
    }

    private void close() {
        ChannelHandlerContext ctx = context.orElseThrow();
        closing = true;
        boolean answered = pending == 0 && connection.phase() == Phase.BODY;
        if (responding || answered) {
            ctx.close();
            return;
        }
        connection.enter(Phase.CLOSING);
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(refusal.orElseThrow().response()).addListener(this::sent);
    }

    /** Closing at once would reset the connection while the client still sends, before it has read the response. */
    private void sent(io.netty.util.concurrent.Future<? super Void> done) {
        ChannelHandlerContext ctx = context.orElseThrow();
        if (done.isSuccess()
                && ctx.pipeline().get(SslHandler.class) == null
                && ctx.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (closing) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            return;
        }
        boolean informational = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        responding |= message instanceof HttpResponse && !informational;
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informational) {
            responding = false;
            answered();
        }
    }

    private void answered() {
        pending--;
        if (refusal.isPresent()) {
            if (pending <= 1) {
                close();
            }
        } else if (pending <= 0 && connection.phase() == Phase.ANSWERING) {
            connection.enter(Phase.IDLE);
        }
    }
}
