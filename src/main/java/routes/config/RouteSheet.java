package routes.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.definition.Place;
import routes.definition.Problem;
import routes.definition.RouteFile;

/** One file of routes/, as far as the names in it. */
final class RouteSheet {
    private static final String ROUTES = "routes";
    private static final String TEMPLATES = "templates";

    private final List<Problem> problems = new ArrayList<>();
    private final Optional<Yaml.Mapping> top;
    private final boolean knowsKeys;
    private final Optional<Yaml.Mapping> routes;
    private final Optional<Yaml.Mapping> templates;

    RouteSheet(String file, byte[] bytes, Pages pages) {
        Optional<Yaml> yaml = pages.read(file, bytes, problems::add)
                .map(new Placeholders(name -> Optional.empty(), problems::add, path -> {})::refuse);
        yaml.filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> tell(
                        it.place(),
                        "must be a mapping with " + String.join(", ", Format.keys(RouteFile.class)) + ", but is "
                                + it.noun()));
        Binder binder = new Binder(Heritage.NONE, Binder.Witness.NOBODY, problems::add);
        top = yaml.flatMap(Yaml::mapping);
        knowsKeys = top.filter(it -> binder.knowsKeys(RouteFile.class, it)).isPresent();
        routes = section(ROUTES);
        templates = section(TEMPLATES);
        top.filter(it -> knowsKeys && says(ROUTES).isEmpty() && says(TEMPLATES).isEmpty())
                .ifPresent(it -> tell(it.place(), "the key 'routes' is missing"));
    }

    Map<String, Yaml.Entry> routes() {
        return routes.map(Yaml.Mapping::entries).orElse(Map.of());
    }

    Map<String, Yaml.Entry> templates() {
        return templates.map(Yaml.Mapping::entries).orElse(Map.of());
    }

    boolean namesAllRoutes() {
        return routes.isPresent() || knowsKeys && says(ROUTES).isEmpty() && templates.isPresent();
    }

    boolean namesAllTemplates() {
        return templates.isPresent() || knowsKeys && says(TEMPLATES).isEmpty();
    }

    /** Takes out what is wrong with the writing of one route or template. */
    List<Problem> take(Place key) {
        List<Problem> taken = new ArrayList<>();
        // By the path, not by equality: two problems of one message are equal wherever they are.
        problems.removeIf(it -> isUnder(it.place().path(), key.path()) && taken.add(it));
        return taken;
    }

    /** What is wrong and was not taken: the problems that are of no single route or template. */
    List<Problem> problems() {
        return problems;
    }

    private Optional<Yaml> says(String key) {
        return top.flatMap(it -> it.get(key));
    }

    private Optional<Yaml.Mapping> section(String key) {
        says(key)
                .filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> tell(it.place(), "must be a mapping, but is " + it.noun()));
        return says(key).flatMap(Yaml::mapping);
    }

    private static boolean isUnder(String path, String key) {
        return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
    }

    private void tell(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
