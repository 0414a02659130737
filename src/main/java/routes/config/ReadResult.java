package routes.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import routes.model.CamelFiles;
import routes.model.HubDefinition;
import routes.model.PartialRoute;
import routes.model.Problem;

/**
 * The result of reading HUB_HOME. Immutable and thread-safe.
 *
 * @param definition present if hub.yaml is valid; contains every valid route, even if others have problems. A problem in
 *     hub.yaml that affects no broker does not make it empty: an unused connection is only reported, and defaults with an
 *     invalid reference affect only the routes that inherit them.
 * @param problems all problems, sorted by file, line and column; a problem in a template is listed once, no matter how many
 *     routes use the template
 * @param problemsByRoute the problems of each route that has any, by name. If two files define a route of the same name, the
 *     first one runs and the problem of the second one is listed under the name.
 * @param partialRoutes the readable parts of every route that has problems, by name
 * @param files the files under schemas/ and transforms/, by their path relative to HUB_HOME
 * @param written hub.yaml and the files under routes/ as they are written, by their path relative to HUB_HOME
 * @param secrets the files from which hub.yaml takes values
 * @param whole whether the names of all routes are known; if not, a route that is missing here may still exist
 * @param camel the files of plain Camel routes, not checked yet
 * @param state a hash of everything that was read, see {@link ConfigReader#state}
 */
public record ReadResult(
        Optional<HubDefinition> definition,
        List<Problem> problems,
        Map<String, List<Problem>> problemsByRoute,
        Map<String, PartialRoute> partialRoutes,
        Map<String, byte[]> files,
        Map<String, byte[]> written,
        Set<Path> secrets,
        boolean whole,
        CamelFiles camel,
        String state) {

    /** The same reading, of which only these routes are to be compiled. It is not {@code whole}: the others exist. */
    public ReadResult only(Set<String> routes) {
        return new ReadResult(
                definition.map(all -> all.only(routes)),
                problems,
                problemsByRoute,
                retained(partialRoutes, routes),
                files,
                written,
                secrets,
                false,
                camel,
                state);
    }

    private static <T> Map<String, T> retained(Map<String, T> all, Set<String> names) {
        Map<String, T> some = new TreeMap<>(all);
        some.keySet().retainAll(names);
        return some;
    }
}
