package routes.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceSpec;

/** Finds what is surely not meant between routes: those that share a source, and those that send events round in a loop. */
final class RouteRelations {

    private final HubDefinition definition;
    private final Consumer<Problem> warnings;

    /** @param warnings receives what no route allows */
    RouteRelations(HubDefinition definition, Consumer<Problem> warnings) {
        this.definition = definition;
        this.warnings = warnings;
    }

    void lint() {
        sharedSources();
        loops();
    }

    /** @param connection how the broker is reached, however the connection is named; its name where that was not read */
    private record Claim(Object connection, String words) {}

    private Claim claim(String route, SourceSpec source) {
        String name = definition
                .connectionName(source.connection(), source.connectionKind())
                .orElse("");
        Optional<Connection> known =
                Optional.ofNullable(definition.connections().get(name));
        return new Claim(known.isPresent() ? known.get() : name, source.claim(route));
    }

    private void sharedSources() {
        Map<Claim, List<String>> takers = new HashMap<>();
        definition
                .routes()
                .forEach((name, spec) -> takers.computeIfAbsent(claim(name, spec.from()), claim -> new ArrayList<>())
                        .add(name));
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
        RouteSpec spec = definition.routes().get(route);
        if (!spec.allow().contains(lint)) {
            warnings.accept(Problem.warning(lint, spec.from().location(), message));
        }
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
