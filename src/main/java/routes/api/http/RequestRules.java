package routes.api.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routes.support.DisplayText;

/** What HTTP and the hub demand of a request, whatever it is about. Thread-safe. */
final class RequestRules {

    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+(?:%[\\w.~-]+)?]|[A-Za-z0-9._~-]+)(?::[0-9]{0,5})?");
    private static final Pattern TARGET = Pattern.compile("(?i)(?:/|https?://[^/?#@]+(?:[/?]|$)).*");

    private RequestRules() {}

    /** @param most the size of the largest body, in bytes */
    static Optional<Refusal> problem(HttpRequest request, long most) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(unreadable(request.decoderResult().cause()));
        }
        HttpHeaders headers = request.headers();
        // the hub does not change the protocol of a connection, which HTTP lets a server decide
        headers.remove(HttpHeaderNames.UPGRADE).remove("HTTP2-Settings");
        return Stream.of(version(request), host(request), target(request), length(request, most), coding(headers))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * @param soFar the size of the body so far, in bytes
     * @param most the size of the largest body, in bytes
     */
    static Optional<Refusal> problem(HttpContent content, long soFar, long most) {
        if (content.decoderResult().isFailure()) {
            return Optional.of(unreadable(content.decoderResult().cause()));
        }
        return soFar > most ? tooLarge(most) : Optional.empty();
    }

    private static Refusal unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(414, "the path and query of the request are too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(431, "the headers of the request are too long");
        }
        if (cause instanceof TooLongHttpContentException) {
            return new Refusal(413, "the body of the request is too large");
        }
        String why = Optional.ofNullable(cause.getMessage())
                .map(text -> ": " + DisplayText.line(text, DisplayText.NAME))
                .orElse("");
        return new Refusal(400, "this is not a valid HTTP request" + why);
    }

    private static Optional<Refusal> version(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return version.protocolName().equals("HTTP") && version.majorVersion() == 1
                ? Optional.empty()
                : Optional.of(new Refusal(505, "the hub understands HTTP/1.1 and HTTP/1.0"));
    }

    private static Optional<Refusal> host(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.empty();
        }
        return hosts.size() == 1 && HOST.matcher(hosts.get(0).strip()).matches()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        400, "the request must have exactly one header Host, with a host name and perhaps a port"));
    }

    private static Optional<Refusal> target(HttpRequest request) {
        String target = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)
                || !TARGET.matcher(target).matches()) {
            return Optional.of(
                    new Refusal(400, "the hub is no proxy: the request must name a path, such as /api/v1/routes"));
        }
        return PercentEncoding.problem(target).map(problem -> new Refusal(400, problem));
    }

    private static Optional<Refusal> length(HttpRequest request, long most) {
        return HttpUtil.getContentLength(request, 0L) > most ? tooLarge(most) : Optional.empty();
    }

    private static Optional<Refusal> tooLarge(long most) {
        return Optional.of(new Refusal(
                413,
                "the body of the request is larger than " + most
                        + " bytes, the most that quarkus.http.limits.max-body-size allows"));
    }

    private static Optional<Refusal> coding(HttpHeaders headers) {
        String expect = headers.get(HttpHeaderNames.EXPECT, "");
        if (!expect.isEmpty() && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
            return Optional.of(new Refusal(417, "the header Expect may only be 100-continue"));
        }
        List<String> transfer = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!transfer.isEmpty() && !List.of("chunked").equals(lowerCase(transfer))) {
            return Optional.of(new Refusal(501, "the header Transfer-Encoding may only be chunked"));
        }
        List<String> content = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
        if (!content.isEmpty() && !List.of("identity").equals(lowerCase(content))) {
            return Optional.of(new Refusal(415, "the body must not be compressed: send it without Content-Encoding"));
        }
        return charset(
                Optional.ofNullable(headers.get(HttpHeaderNames.CONTENT_TYPE)).orElse(""));
    }

    private static List<String> lowerCase(List<String> values) {
        return values.stream()
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<Refusal> charset(String contentType) {
        Optional<CharSequence> charset =
                Optional.ofNullable(HttpUtil.getCharsetAsSequence(contentType)).filter(name -> !name.isEmpty());
        try {
            charset.ifPresent(name -> Charset.forName(name.toString().replace("\"", "")));
            return Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.of(new Refusal(415, "the charset in the header Content-Type is unknown; use utf-8"));
        }
    }
}
