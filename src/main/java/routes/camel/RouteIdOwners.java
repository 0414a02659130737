package routes.camel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import routes.model.Problem;

/** Which file each route is in, and which files want it: an id belongs to one file at a time. Thread-safe. */
final class RouteIdOwners {

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Set<String>> wishes = new TreeMap<>();

    /** The file takes these ids, all of them or none; the problems say which belong to another file. */
    synchronized List<Problem> claim(String file, Map<String, Preflight.Found> routes) {
        wishes.put(file, Set.copyOf(routes.keySet()));
        List<Problem> problems = routes.entrySet().stream()
                .filter(route -> !files.getOrDefault(route.getKey(), file).equals(file))
                .map(route -> new Problem(
                        route.getValue().location(),
                        "the route '" + route.getKey() + "' is in " + files.get(route.getKey())
                                + " already: give it another id"))
                .toList();
        if (problems.isEmpty()) {
            routes.keySet().forEach(route -> files.put(route, file));
        }
        return problems;
    }

    /** Whether the file could take all of these ids. */
    synchronized boolean areFree(String file, Set<String> routes) {
        return owners(file, routes).findAny().isEmpty();
    }

    /** Whether all of these ids belong to the file, to nobody, or to files that want others instead. */
    synchronized boolean areUnwanted(String file, Set<String> routes) {
        return owners(file, routes)
                .allMatch(owner ->
                        wishes.containsKey(owner) && wishes.get(owner).stream().noneMatch(routes::contains));
    }

    /** The other files that have any of these ids. */
    private Stream<String> owners(String file, Set<String> routes) {
        return routes.stream().map(route -> files.getOrDefault(route, file)).filter(owner -> !owner.equals(file));
    }

    /** The file is not sound, or gone: what it wants is unknown. */
    synchronized void unwish(String file) {
        wishes.remove(file);
    }

    /** The file gives up all other ids. */
    synchronized void keep(String file, Set<String> routes) {
        files.entrySet().removeIf(entry -> entry.getValue().equals(file) && !routes.contains(entry.getKey()));
    }
}
