package routes.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;

/** Finds what is surely not meant between routes: those that share a source, and those that send events round in a loop. */
final class RouteRelations {

    private final HubDefinition definition;
    private final BiConsumer<String, Problem> warnings;

    /** @param warnings receives the name of a route and a warning about it */
    RouteRelations(HubDefinition definition, BiConsumer<String, Problem> warnings) {
        this.definition = definition;
        this.warnings = warnings;
    }

    void lint() {
        sharedSources();
        loops();
    }

    /** A source as one broker sees it, however the connection is named. */
    private record Claim(Optional<Connection> connection, String words) {}

    private void sharedSources() {
        Map<Claim, List<String>> takers = new HashMap<>();
        definition.routes().forEach((name, spec) -> {
            Optional<Connection> connection = definition
                    .connectionName(spec.from().connection(), spec.from().connectionKind())
                    .map(definition.connections()::get);
            takers.computeIfAbsent(new Claim(connection, spec.from().claim(name)), claim -> new ArrayList<>())
                    .add(name);
        });
        takers.forEach((claim, names) -> names.forEach(name -> names.stream()
                .filter(other -> !other.equals(name))
                .findFirst()
                .ifPresent(other -> warn(
                        Lint.SHARED_SOURCE,
                        name,
                        claim.words() + " is the source of the route '" + other
                                + "', too: each event reaches only one of them"))));
    }

    private void warn(Lint lint, String route, String message) {
        warnings.accept(
                route,
                Problem.warning(lint, definition.routes().get(route).from().location(), message));
    }

    private void loops() {
        Map<String, List<String>> next = new TreeMap<>();
        definition.routes().forEach((name, spec) -> next.put(name, followers(spec)));
        next.keySet()
                .forEach(name -> loop(name, next)
                        .ifPresent(way -> warn(
                                Lint.LOOP,
                                name,
                                "events go round: " + way.stream().collect(Collectors.joining("' → '", "'", "'"))
                                        + "; make sure that each of them leaves in the end")));
    }

    private List<String> followers(RouteSpec spec) {
        return definition.routes().entrySet().stream()
                .filter(other -> spec.targets().stream()
                        .anyMatch(target -> target.feeds(other.getValue().from())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The shortest way from a route back to itself. */
    private static Optional<List<String>> loop(String start, Map<String, List<String>> next) {
        Map<String, String> before = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String name = open.remove();
            for (String follower : next.get(name)) {
                if (follower.equals(start)) {
                    return Optional.of(way(start, name, before));
                }
                if (before.putIfAbsent(follower, name) == null) {
                    open.add(follower);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> way(String start, String last, Map<String, String> before) {
        Deque<String> way = new ArrayDeque<>(List.of(start));
        for (String name = last; !name.equals(start); name = before.get(name)) {
            way.addFirst(name);
        }
        way.addFirst(start);
        return List.copyOf(way);
    }
}
