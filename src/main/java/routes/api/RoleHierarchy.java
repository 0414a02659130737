package routes.api;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds to each caller the roles that its highest role includes, no matter where that role comes from. Thread-safe. */
@ApplicationScoped
public class RoleHierarchy implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Optional<Role> highest = Stream.of(Role.values())
                .filter(role -> identity.getRoles().contains(role.toString()))
                .reduce((lower, higher) -> higher);
        return Uni.createFrom()
                .item(highest.<SecurityIdentity>map(role -> QuarkusSecurityIdentity.builder(identity)
                                .addRoles(role.all())
                                .build())
                        .orElse(identity));
    }
}
