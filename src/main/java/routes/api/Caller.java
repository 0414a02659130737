package routes.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Who sends a request, for the log. Thread-safe. */
final class Caller {

    private Caller() {}

    /**
     * The address that the request came from. What a proxy says in a header counts only where {@code quarkus.http.proxy} says
     * so: anybody can send such a header.
     */
    static String address(RoutingContext request) {
        return Optional.ofNullable(request.request().remoteAddress())
                .map(SocketAddress::hostAddress)
                .orElse("unknown");
    }

    /** The caller's highest role; empty if it has none. */
    static String role(SecurityIdentity who) {
        return Stream.of(Role.values())
                .map(Role::toString)
                .filter(who.getRoles()::contains)
                .reduce((lower, higher) -> higher)
                .orElse("");
    }

    /** Empty if it has not told. */
    static String name(SecurityIdentity who) {
        return who.isAnonymous() ? "" : who.getPrincipal().getName();
    }
}
