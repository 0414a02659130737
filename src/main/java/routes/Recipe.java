package routes;

import routes.definition.Connection;
import routes.definition.Destination;
import routes.definition.HubDefinition;
import routes.definition.RoutePlan;
import routes.event.Bytes;






import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a route is made of, its examples apart. Where two are equal, the routes made of them do the same, wherever in which file they are written.
 *
 * @param connections by their names
 * @param files the schemas and stylesheets by their paths, those included that these refer to
 */
record Recipe(RoutePlan plan, Map<String, Connection> connections, Map<String, Bytes> files) {

    static Recipe of(RoutePlan plan, HubDefinition definition, Set<String> files) {
        Map<String, Connection> connections = new TreeMap<>();
        add(
                connections,
                definition,
                definition.connectionName(plan.from().connection(), plan.from().connectionKind()));
        plan.destinations().forEach(to -> add(connections, definition, name(definition, to)));
        add(connections, definition, name(definition, plan.deadLetter()));
        Map<String, Bytes> content = new TreeMap<>();
        files.forEach(
                path -> content.put(path, Bytes.ofNullable(definition.files().get(path))));
        return new Recipe(plan.withoutTests(), connections, content);
    }

    /** The labels of all targets, that of the dead letters included. */
    Set<String> targets() {
        return Stream.concat(plan.destinations().stream(), Stream.of(plan.deadLetter()))
                .map(Destination::label)
                .collect(Collectors.toSet());
    }

    private static String name(HubDefinition definition, Destination to) {
        return definition.connectionName(to.connection(), to.connectionKind());
    }

    private static void add(Map<String, Connection> all, HubDefinition definition, String name) {
        all.put(name, definition.connections().get(name));
    }
}
