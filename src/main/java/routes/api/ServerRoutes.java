package routes.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationException;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import routes.api.DeniedRequests.Denial;
import routes.support.StructuredLogger;
import routes.support.Throwables;

/**
 * What holds for every request to one of the two ports, whatever answers it: callers of an open API must be local, unknown paths
 * and unexpected failures are answered with problem details. Thread-safe.
 */
@ApplicationScoped
public class ServerRoutes {

    private static final Logger LOG = StructuredLogger.of(ServerRoutes.class);

    private static final Set<String> MANAGEMENT_PATHS =
            new TreeSet<>(List.of("/q/metrics", "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"));

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ApiAccess access;
    private final DeniedRequests denied;

    ServerRoutes(ApiAccess access, DeniedRequests denied) {
        this.access = access;
        this.denied = denied;
    }

    void api(@Observes Router router) {
        addTo(router);
        router.route("/api/*").order(Integer.MIN_VALUE).handler(this::onlyTyped);
    }

    void management(@Observes ManagementInterface management) {
        Router router = management.router();
        addTo(router);
        router.route().order(Integer.MIN_VALUE).handler(this::onlyRead);
        router.route().order(Integer.MIN_VALUE).handler(this::onlyKnown);
    }

    private void addTo(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::onlyLocal).failureHandler(this::failed);
    }

    private void onlyLocal(RoutingContext request) {
        Optional<String> problem = access.remoteProblem(request.request());
        if (problem.isPresent()) {
            denied.add(Denial.of(request, "", "", 403, problem.get()));
            answer(request, 403, problem.get());
        } else {
            request.next();
        }
    }

    /** JAX-RS takes a body without a type for any type; a form of another site can send such a body. */
    private void onlyTyped(RoutingContext request) {
        MultiMap headers = request.request().headers();
        boolean hasBody = headers.contains("Transfer-Encoding")
                || !"0"
                        .equals(Optional.ofNullable(headers.get("Content-Length"))
                                .orElse("0"));
        boolean typed = Optional.ofNullable(headers.get("Content-Type"))
                .filter(type -> !type.isBlank())
                .isPresent();
        if (hasBody && !typed) {
            answer(request, 415, ProblemDetailMappers.WRONG_TYPE);
        } else {
            request.next();
        }
    }

    private void onlyRead(RoutingContext request) {
        if (READING.contains(request.request().method())) {
            request.next();
        } else {
            request.response().putHeader("Allow", "GET, HEAD, OPTIONS");
            answer(request, 405, "this port only reads: use GET");
        }
    }

    /** Quarkus answers any health check that it does not know with UP, and any path below that of the metrics with all of them. */
    private void onlyKnown(RoutingContext request) {
        String path = request.normalizedPath();
        if (MANAGEMENT_PATHS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)) {
            request.next();
        } else {
            answer(request, 404, "there is no such path; this port has " + String.join(", ", MANAGEMENT_PATHS));
        }
    }

    private void failed(RoutingContext request) {
        Optional<Throwable> failure = Optional.ofNullable(request.failure());
        if (request.response().ended()) {
            return;
        }
        if (request.response().headWritten()
                || failure.filter(cause -> isOfTheConnection(request, cause)).isPresent()) {
            request.request().connection().close();
        } else if (failure.filter(AuthenticationException.class::isInstance)
                .or(() -> failure.filter(SecurityException.class::isInstance))
                .isPresent()) {
            request.next(); // Quarkus knows how to challenge the caller
        } else if (failure.isEmpty() && request.statusCode() >= 400) {
            answer(
                    request,
                    request.statusCode(),
                    HttpResponseStatus.valueOf(request.statusCode()).reasonPhrase());
        } else {
            fault(request, failure);
        }
    }

    /** The client is gone, or was too slow. There is nobody to answer, and it is no fault of the hub. */
    private static boolean isOfTheConnection(RoutingContext request, Throwable failure) {
        return request.response().closed()
                || Throwables.find(failure, HttpClosedException.class).isPresent()
                || Throwables.find(failure, ClosedChannelException.class).isPresent();
    }

    private static void fault(RoutingContext request, Optional<Throwable> failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError()
                .addKeyValue("id", id)
                .addKeyValue("method", request.request().method().name())
                .addKeyValue("path", request.request().path())
                .setCause(failure.orElse(null))
                .log("A request failed unexpectedly");
        answer(request, 500, "the request failed unexpectedly; the hub's log says more under the id " + id);
    }

    private static void answer(RoutingContext request, int status, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", ProblemDetail.MEDIA_TYPE)
                .end(Buffer.buffer(ProblemDetail.json(status, title, detail)));
    }
}
