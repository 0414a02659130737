package routes.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole configuration in HUB_HOME, read and checked.
 *
 * @param files the files under schemas/ and transforms/, by their path relative to HUB_HOME
 * @param hash SHA-256 of the files of HUB_HOME as they are written, in hexadecimal: two hubs with the same hash run the same
 *     text. The values of {@code ${env:…}} and {@code ${file:…}} are not part of it, because everybody may see the hash and a
 *     short secret could be guessed from it. A changed secret therefore changes the connections, and with them this
 *     definition, but not the hash.
 */
public record HubDefinition(
        Map<String, Connection> connections, Map<String, RouteSpec> routes, Map<String, byte[]> files, String hash) {

    /**
     * The connection of a source or target: the one that it names, otherwise the only one of this kind; empty where it needs none,
     * or where the connections were not read.
     */
    public Optional<String> connectionName(Optional<String> named, Optional<Class<? extends Connection>> kind) {
        return kind.flatMap(needed -> named.or(() -> connections.entrySet().stream()
                .filter(entry -> needed.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()));
    }

    /** The same, with these routes alone. */
    public HubDefinition only(Set<String> names) {
        Map<String, RouteSpec> some = new TreeMap<>(routes);
        some.keySet().retainAll(names);
        return new HubDefinition(connections, some, files, hash);
    }
}
