package routes.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.support.StructuredLogger;

/**
 * Logs denied requests to the logger {@code hub.audit}: some for each caller and some in all within a minute, then the number of
 * the others, so that nobody can fill the disk. Thread-safe.
 */
@Singleton
public class DeniedRequests {

    private static final Logger LOG = StructuredLogger.of(Audit.LOGGER);

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** The most that are logged within a minute, for each address and in all. */
    private static final int MOST_BY_ADDRESS = 10;

    private static final int MOST = 50;

    private final Consumer<Runnable> afterWindow;
    private final Map<String, Integer> logged = new HashMap<>();
    private int all;
    private long suppressed;

    @Inject
    DeniedRequests(Vertx vertx) {
        this(work -> vertx.setTimer(WINDOW.toMillis(), timer -> work.run()));
    }

    /** @param afterWindow runs what it is given after a minute */
    DeniedRequests(Consumer<Runnable> afterWindow) {
        this.afterWindow = afterWindow;
    }

    /** A denied request: {@code by} is empty if the caller is not known, {@code why} says what was wrong. */
    record Denial(String from, String by, String role, String method, String path, int status, String why) {

        static Denial of(RoutingContext request, String by, String role, int status, String why) {
            return new Denial(
                    Caller.address(request),
                    by,
                    role,
                    request.request().method().name(),
                    request.request().path(),
                    status,
                    why);
        }
    }

    void add(Denial denial) {
        if (isToBeLogged(denial.from())) {
            LOG.atWarn()
                    .addKeyValue("by", denial.by())
                    .addKeyValue("role", denial.role())
                    .addKeyValue("from", denial.from())
                    .addKeyValue("method", denial.method())
                    .addKeyValue("path", denial.path())
                    .addKeyValue("status", denial.status())
                    .addKeyValue("outcome", "denied: " + denial.why())
                    .log("Request denied");
        }
    }

    private synchronized boolean isToBeLogged(String from) {
        if (all == 0 && suppressed == 0) {
            afterWindow.accept(this::beginWindow);
        }
        boolean few = all < MOST && logged.getOrDefault(from, 0) < MOST_BY_ADDRESS;
        if (few) {
            all++;
            logged.merge(from, 1, Integer::sum);
        } else {
            suppressed++;
        }
        return few;
    }

    private synchronized void beginWindow() {
        if (suppressed > 0) {
            LOG.atWarn()
                    .addKeyValue("suppressed", suppressed)
                    .addKeyValue("seconds", WINDOW.toSeconds())
                    .log("More requests were denied than are logged");
        }
        all = 0;
        suppressed = 0;
        logged.clear();
    }
}
