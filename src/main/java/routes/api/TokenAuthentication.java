package routes.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/** Authenticates callers by their bearer token. Thread-safe. */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "bearer ";

    private final ApiAccess access;

    TokenAuthentication(ApiAccess access) {
        this.access = access;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<String> token = Optional.ofNullable(request.request().getHeader("Authorization"))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip());
        Optional<Tokens.Holder> holder = token.isPresent() ? access.holder(token.get()) : access.withoutToken();
        if (token.isPresent() && holder.isEmpty() && access.isOnlyAuthority()) {
            return Uni.createFrom().failure(new AuthenticationFailedException(access.hint()));
        }
        return holder.isPresent()
                ? Uni.createFrom().item(identity(holder.get()))
                : Uni.createFrom().nullItem();
    }

    /** Higher than that of OpenID Connect, which rejects tokens that it does not know. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 100;
    }

    private static SecurityIdentity identity(Tokens.Holder holder) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(holder.name()))
                .addRoles(holder.role().all())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}
