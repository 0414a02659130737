package routes.api;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing.Author;

/**
 * Writes down who has done what, whether it came about or not: a log line under {@code hub.audit}. Never what a route says, nor a
 * token.
 */
@RequestScoped
public class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("hub.audit");

    private final SecurityIdentity who;

    Audit(SecurityIdentity who) {
        this.who = who;
    }

    /** Whoever asks. */
    String name() {
        return who.getPrincipal().getName();
    }

    Author author(String reason) {
        return new Author(name(), reason);
    }

    /**
     * Does it, and writes it down.
     *
     * @param action as {@code pause}
     * @param reason why, in the operator's words
     */
    <T> T of(String action, String route, String reason, Supplier<T> doing) {
        String outcome = "failed";
        try {
            T done = doing.get();
            outcome = "done";
            return done;
        } catch (OperationRejectedException declined) {
            outcome = "declined: " + declined.getMessage();
            throw declined;
        } finally {
            LOG.atInfo()
                    .addKeyValue("by", name())
                    .addKeyValue("action", action)
                    .addKeyValue("route", route)
                    .addKeyValue("reason", reason)
                    .addKeyValue("outcome", outcome)
                    .log("An operator acts");
        }
    }

    /** As {@link #of(String, String, String, Supplier)}. */
    void of(String action, String route, String reason, Runnable doing) {
        of(action, route, reason, () -> {
            doing.run();
            return true;
        });
    }
}
