package routes.compile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.event.Bytes;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.RouteSpec;
import routes.model.TargetSpec;

/**
 * Everything that determines what a route does: its definition without tests, its connections and its files. If two are
 * equal, the routes behave identically, no matter in which file they are written. Immutable and thread-safe.
 *
 * @param connections the connections that the route uses, by name
 * @param files the schemas and stylesheets that the route uses, directly or through other files, by path
 */
public record ResolvedRoute(RouteSpec spec, Map<String, Connection> connections, Map<String, Bytes> files) {

    static ResolvedRoute of(RouteSpec spec, HubDefinition definition, Set<String> files) {
        Map<String, Connection> connections = new TreeMap<>();
        add(
                connections,
                definition,
                definition.connectionName(spec.from().connection(), spec.from().connectionKind()));
        spec.targets().forEach(to -> add(connections, definition, name(definition, to)));
        add(connections, definition, name(definition, spec.deadLetter()));
        Map<String, Bytes> content = new TreeMap<>();
        files.forEach(
                path -> content.put(path, Bytes.ofNullable(definition.files().get(path))));
        return new ResolvedRoute(spec.withoutTests(), connections, content);
    }

    /** The labels of all targets, including the dead letter target. */
    public Set<String> targets() {
        return Stream.concat(spec.targets().stream(), Stream.of(spec.deadLetter()))
                .map(TargetSpec::label)
                .collect(Collectors.toSet());
    }

    private static Optional<String> name(HubDefinition definition, TargetSpec to) {
        return definition.connectionName(to.connection(), to.connectionKind());
    }

    private static void add(Map<String, Connection> all, HubDefinition definition, Optional<String> name) {
        name.ifPresent(known -> Optional.ofNullable(definition.connections().get(known))
                .ifPresent(connection -> all.put(known, connection)));
    }
}
