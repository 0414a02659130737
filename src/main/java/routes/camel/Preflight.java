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
 * What a file says, found out in a Camel context that is thrown away: it is loaded and made ready to start, down to every endpoint,
 * and then not started. Camel stops at the first mistake.
 *
 * @param routes by their ids, in their order
 */
record Preflight(Map<String, Found> routes, List<Problem> problems) {

    private static final int LARGEST = 1 << 20;

    /** What names files, paths of the API and keys of a ConfigMap alike. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** A route, and where it begins. */
    record Found(String description, SourceLocation location) {}

    /** @param file its path relative to HUB_HOME */
    static Preflight of(String file, byte[] text) {
        if (text.length > LARGEST) {
            return new Preflight(
                    Map.of(),
                    List.of(new Problem(new SourceLocation(file, 0, 0, ""), "the file is larger than 1 MiB")));
        }
        IsolatedCamelContext quarters = new IsolatedCamelContext(file);
        try {
            quarters.load(text);
            quarters.context().init();
            return found(quarters);
        } catch (Exception | Error e) {
            return new Preflight(Map.of(), List.of(CamelErrors.problem(quarters, e)));
        } finally {
            quarters.close();
        }
    }

    private static Preflight found(IsolatedCamelContext quarters) {
        Map<String, Found> routes = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (RouteDefinition route : quarters.context().getRouteDefinitions()) {
            String id = route.getRouteId();
            SourceLocation location = CamelErrors.place(quarters, id);
            routes.put(
                    id,
                    new Found(Optional.ofNullable(route.getDescriptionText()).orElse(""), location));
            if (!ID.matcher(id).matches()) {
                problems.add(new Problem(
                        location,
                        "the id '" + id
                                + "' cannot be used: it must be of up to 200 letters, digits, '.', '_' and '-'"));
            }
        }
        if (routes.isEmpty()) {
            problems.add(
                    new Problem(
                            new SourceLocation(quarters.file(), 0, 0, ""),
                            "there is no route in it: a file of plain Camel routes is a list, each entry a 'route' or a 'from'"));
        }
        return new Preflight(routes, problems);
    }
}
