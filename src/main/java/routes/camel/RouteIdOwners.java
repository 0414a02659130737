package routes.camel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import routes.model.Problem;

/** Tracks which file owns each route id, and which ids the files want. An id belongs to one file at a time. Thread-safe. */
final class RouteIdOwners {

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Set<String>> wanted = new TreeMap<>();

    /** Claims these ids for the file, all of them or none. The problems name the ids that belong to another file. */
    synchronized List<Problem> claim(String file, Map<String, Preflight.Found> routes) {
        wanted.put(file, Set.copyOf(routes.keySet()));
        List<Problem> problems = routes.entrySet().stream()
                .filter(route -> !files.getOrDefault(route.getKey(), file).equals(file))
                .map(route -> new Problem(
                        route.getValue().location(),
                        "the route '" + route.getKey() + "' already exists in " + files.get(route.getKey())
                                + "; use another id"))
                .toList();
        if (problems.isEmpty()) {
            routes.keySet().forEach(route -> files.put(route, file));
        }
        return problems;
    }

    /** Whether the file could claim all of these ids. */
    synchronized boolean areFree(String file, Set<String> routes) {
        return owners(file, routes).findAny().isEmpty();
    }

    /** Whether each of these ids belongs to the file, to no file, or to a file that wants other ids instead. */
    synchronized boolean canBeExchanged(String file, Set<String> routes) {
        return owners(file, routes)
                .allMatch(owner ->
                        wanted.containsKey(owner) && wanted.get(owner).stream().noneMatch(routes::contains));
    }

    /** The other files that own any of these ids. */
    private Stream<String> owners(String file, Set<String> routes) {
        return routes.stream().map(route -> files.getOrDefault(route, file)).filter(owner -> !owner.equals(file));
    }

    /** Forgets which ids the file wants, because it has problems or was deleted. */
    synchronized void withdraw(String file) {
        wanted.remove(file);
    }

    /** Releases all other ids of the file. */
    synchronized void keep(String file, Set<String> routes) {
        files.entrySet().removeIf(entry -> entry.getValue().equals(file) && !routes.contains(entry.getKey()));
    }
}
