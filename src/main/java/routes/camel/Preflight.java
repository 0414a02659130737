package routes.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;
import routes.model.Problem;
import routes.model.SourceLocation;

/**
 * The result of checking a file in a temporary Camel context: the file is loaded and initialised up to its endpoints, but not
 * started. Camel stops at the first problem. Immutable and thread-safe.
 *
 * @param routes the routes of the file by id, in the order of the file
 */
record Preflight(Map<String, Found> routes, List<Problem> problems) {

    /** The largest file, in bytes. */
    private static final int MAX_BYTES = 1 << 20;

    /** Ids that can be used in file names, in paths of the API and as keys of a ConfigMap. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** A route and the location at which it begins. */
    record Found(String description, SourceLocation location) {}

    /** @param file the path relative to HUB_HOME */
    static Preflight of(String file, byte[] text) {
        if (text.length > MAX_BYTES) {
            return new Preflight(
                    Map.of(),
                    List.of(new Problem(new SourceLocation(file, 0, 0, ""), "the file is larger than 1 MiB")));
        }
        IsolatedCamelContext context = new IsolatedCamelContext(file);
        try {
            context.load(text);
            context.context().init();
            return found(context);
        } catch (Exception | Error e) {
            return new Preflight(Map.of(), List.of(CamelErrors.problem(context, e)));
        } finally {
            context.close();
        }
    }

    private static Preflight found(IsolatedCamelContext context) {
        Map<String, Found> routes = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (RouteDefinition route : context.context().getRouteDefinitions()) {
            String id = route.getRouteId();
            SourceLocation location = CamelErrors.location(context, id);
            routes.put(
                    id,
                    new Found(Optional.ofNullable(route.getDescriptionText()).orElse(""), location));
            if (!ID.matcher(id).matches()) {
                problems.add(new Problem(
                        location,
                        "the id '" + id + "' cannot be used; use up to 200 letters, digits, '.', '_' and '-'"));
            }
        }
        if (routes.isEmpty()) {
            problems.add(new Problem(
                    new SourceLocation(context.file(), 0, 0, ""),
                    "the file contains no route; it must be a list of entries with the key 'route' or 'from'"));
        }
        return new Preflight(routes, problems);
    }
}
