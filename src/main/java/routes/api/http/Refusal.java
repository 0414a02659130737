package routes.api.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import routes.api.ProblemDetail;

/** A request that gets no further, and why. Immutable and thread-safe. */
record Refusal(int status, String detail) {

    static Refusal late(Phase phase, Duration timeout) {
        return new Refusal(
                408,
                "the " + (phase == Phase.BODY ? "body" : "header") + " of the request was not complete after "
                        + timeout.toSeconds() + " seconds; the connection is closed");
    }

    /** After it the connection is closed: what the client meant to send cannot be told apart from a next request. */
    FullHttpResponse response() {
        HttpResponseStatus of = HttpResponseStatus.valueOf(status);
        byte[] body = ProblemDetail.json(status, of.reasonPhrase(), detail);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, of, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }
}
