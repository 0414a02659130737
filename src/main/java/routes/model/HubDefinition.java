package routes.model;

import java.util.Map;
import java.util.Optional;

/**
 * All that HUB_HOME says, read and checked as one.
 *
 * @param files the files under schemas/ and transforms/, by their path relative to HUB_HOME
 * @param hash SHA-256 over the files of HUB_HOME as they are written, in hexadecimal: two hubs of one hash follow the same
 *     text. What {@code ${env:…}} and {@code ${file:…}} stand for takes no part, because the hash is shown to everybody and a
 *     short secret could be found by trying. A secret that was changed therefore changes the connections, and with them
 *     this definition, but not the hash.
 */
public record HubDefinition(
        Map<String, Connection> connections, Map<String, RouteSpec> routes, Map<String, byte[]> files, String hash) {

    /** The name of the connection that an origin or destination means: the one it names, or the only one of its kind. */
    public Optional<String> connectionName(Optional<String> named, Optional<Class<? extends Connection>> kind) {
        return kind.map(needed -> named.orElseGet(() -> connections.entrySet().stream()
                .filter(entry -> needed.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow()));
    }
}
