package routes.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;
import org.slf4j.Logger;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing.Author;
import routes.support.StructuredLogger;

/**
 * Logs every action of an operator, successful or not, to the logger {@code hub.audit}. Never logs the text of a route or a
 * token. Not thread-safe: one instance for each request.
 */
@RequestScoped
public class Audit {

    static final String LOGGER = "hub.audit";

    private static final Logger LOG = StructuredLogger.of(LOGGER);

    private final SecurityIdentity who;
    private final CurrentVertxRequest request;

    Audit(SecurityIdentity who, CurrentVertxRequest request) {
        this.who = who;
        this.request = request;
    }

    /** The name of the caller. */
    String name() {
        return who.getPrincipal().getName();
    }

    Author author(String reason) {
        return new Author(name(), reason);
    }

    /**
     * Performs an action and logs it.
     *
     * @param action the action, such as {@code pause}
     * @param reason the operator's own words
     * @return what the action returns
     */
    <T> T of(String action, String route, String reason, Supplier<T> work) {
        String outcome = "failed";
        try {
            T done = work.get();
            outcome = "done";
            return done;
        } catch (OperationRejectedException rejection) {
            outcome = "rejected: " + rejection.getMessage();
            throw rejection;
        } finally {
            LOG.atInfo()
                    .addKeyValue("by", name())
                    .addKeyValue("role", Caller.role(who))
                    .addKeyValue("from", Caller.address(request.getCurrent()))
                    .addKeyValue("action", action)
                    .addKeyValue("route", route)
                    .addKeyValue("reason", reason)
                    .addKeyValue("outcome", outcome)
                    .log("Operator action");
        }
    }

    /** Like {@link #of(String, String, String, Supplier)}, for an action without a result. */
    void of(String action, String route, String reason, Runnable work) {
        of(action, route, reason, () -> {
            work.run();
            return true;
        });
    }
}
