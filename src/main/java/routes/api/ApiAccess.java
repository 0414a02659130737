package routes.api;

import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import routes.support.StructuredLogger;

/** Decides who may use the API. Without settings, nobody may. Thread-safe. */
@Startup
@Singleton
public class ApiAccess {

    private static final Logger LOG = StructuredLogger.of(ApiAccess.class);

    /** The value that makes everybody an admin. It is long, so that nobody sets it by mistake. */
    private static final String WIDE_OPEN = "everybody-who-can-reach-this-port-may-change-everything";

    private static final Tokens.Holder ANYBODY = new Tokens.Holder("anybody", Role.ADMIN);

    private final Optional<Tokens> tokens;
    private final boolean open;
    private final LocalCallers localCallers;
    private final boolean oidc;
    private final boolean closed;

    ApiAccess(
            @ConfigProperty(name = "hub.api.tokens") Optional<String> tokens,
            @ConfigProperty(name = "hub.api.open") Optional<String> open,
            @ConfigProperty(name = "hub.api.hosts") Optional<List<String>> hosts,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean oidc) {
        this.tokens = tokens.map(file -> new Tokens(Path.of(file), !inCluster(), System::nanoTime));
        this.open = open.isPresent();
        this.localCallers = new LocalCallers(hosts.orElse(List.of()).stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
        this.oidc = oidc;
        this.closed = tokens.isEmpty() && open.isEmpty() && !oidc;
        if (open.filter(value -> !value.equals(WIDE_OPEN)).isPresent()) {
            throw new IllegalArgumentException("hub.api.open must be '" + WIDE_OPEN + "' or not set");
        }
        if (this.open && (tokens.isPresent() || oidc)) {
            throw new IllegalArgumentException(
                    "hub.api.open cannot be combined with hub.api.tokens or quarkus.oidc.tenant-enabled; remove one"
                            + " of them");
        }
        if (this.open) {
            LOG.warn("The API is open: everybody who can reach its port can change everything");
        }
    }

    /** Why the request is refused although the API is open; empty if it is not, or if the caller is local. */
    Optional<String> remoteProblem(HttpServerRequest request) {
        return open ? localCallers.problem(request) : Optional.empty();
    }

    /** The identity of a caller without a token; empty if a token is required. */
    Optional<Tokens.Holder> withoutToken() {
        return open ? Optional.of(ANYBODY) : Optional.empty();
    }

    /** The identity of a caller with this token; empty if the token is unknown and one is required. */
    Optional<Tokens.Holder> holder(String token) {
        return tokens.flatMap(all -> all.holder(token)).or(this::withoutToken);
    }

    /** Whether a token that is not in the file is invalid. False if OpenID Connect may know it. */
    boolean isOnlyAuthority() {
        return !oidc;
    }

    /** What a rejected caller has to do. */
    String hint() {
        if (closed) {
            return "the API is closed; configure a token file with HUB_API_TOKENS, or an OpenID Connect server";
        }
        return tokens.filter(Tokens::isUnusable).isPresent()
                ? "the token file has problems, so that no token is accepted; the hub's log says which"
                : "send a valid token in the header Authorization: Bearer TOKEN";
    }

    private static boolean inCluster() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }
}
