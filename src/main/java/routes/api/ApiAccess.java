package routes.api;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may use the API at all: nobody, unless the settings say otherwise. Thread-safe. */
@Startup
@Singleton
public class ApiAccess {

    private static final Logger LOG = LoggerFactory.getLogger(ApiAccess.class);

    /** What must be said for everybody to be an admin. Nobody says that by mistake. */
    private static final String WIDE_OPEN = "everybody-who-can-reach-this-port-may-change-everything";

    private static final Tokens.Holder ANYBODY = new Tokens.Holder("anybody", Role.ADMIN);

    private final Optional<Tokens> tokens;
    private final boolean open;
    private final boolean oidc;
    private final boolean closed;

    ApiAccess(
            @ConfigProperty(name = "hub.api.tokens") Optional<String> tokens,
            @ConfigProperty(name = "hub.api.open") Optional<String> open,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean oidc) {
        this.tokens = tokens.map(file -> new Tokens(Path.of(file), System::nanoTime));
        this.open = open.isPresent();
        this.oidc = oidc;
        this.closed = tokens.isEmpty() && open.isEmpty() && !oidc;
        if (open.filter(words -> !words.equals(WIDE_OPEN)).isPresent()) {
            throw new IllegalArgumentException("hub.api.open can be '" + WIDE_OPEN + "' and nothing else");
        }
        if (this.open && (tokens.isPresent() || oidc)) {
            throw new IllegalArgumentException(
                    "hub.api.open excludes hub.api.tokens and quarkus.oidc.tenant-enabled: leave one of them out");
        }
        if (this.open) {
            LOG.warn("The API is open: everybody who can reach its port may change everything");
        }
    }

    /** Whoever shows no token. */
    Optional<Tokens.Holder> withoutToken() {
        return open ? Optional.of(ANYBODY) : Optional.empty();
    }

    Optional<Tokens.Holder> holder(String token) {
        return tokens.flatMap(all -> all.holder(token)).or(this::withoutToken);
    }

    /** Whether nobody else can know a token that is in no file. */
    boolean isFinal() {
        return !oidc;
    }

    /** What somebody has to do who was not let in. */
    String hint() {
        return closed
                ? "the API is closed: give the hub a file of tokens by HUB_API_TOKENS, or an OpenID Connect server"
                : "show a token that the hub knows: Authorization: Bearer TOKEN";
    }
}
