package routes.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routes.config.binding.Binder;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.template.ExpandedRoute;
import routes.config.template.TemplateExpander;
import routes.config.template.TemplateReference;
import routes.config.template.TemplateSource;
import routes.config.yaml.Placeholders;
import routes.config.yaml.YamlReader;
import routes.config.yaml.YamlValue;
import routes.model.Problem;
import routes.model.RouteFile;
import routes.model.SourceLocation;

/** The parsed content of one file in routes/, with a cache of the routes bound from it. Thread-safe. */
final class RouteFileModel {
    private static final String ROUTES = "routes";
    private static final String TEMPLATES = "templates";

    /**
     * The most that is cached of expanded routes, in the unit of {@link TemplateExpander#size}: a short template reference
     * can expand to a very large route.
     */
    private static final long CACHE_LIMIT = 64 << 10;

    private final List<Problem> others = new ArrayList<>();
    private final Map<YamlValue.Entry, List<Problem>> problemsByEntry = new IdentityHashMap<>();
    private final Map<String, TemplateSource> templatesByName = new LinkedHashMap<>();
    private final Map<String, ExpandedRoute> expanded = new HashMap<>();
    private final Map<String, BoundRoute> bound = new HashMap<>();
    private final Optional<YamlValue.Mapping> top;
    private final boolean knowsKeys;
    private final Optional<YamlValue.Mapping> routes;
    private final Optional<YamlValue.Mapping> templates;
    private long freeCache = CACHE_LIMIT;

    RouteFileModel(String file, byte[] bytes) {
        Optional<YamlValue> yaml =
                new YamlReader(file, others::add).read(bytes).map(all -> Placeholders.refused(all, others::add));
        yaml.filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> report(
                        it.location(),
                        "must be a mapping with " + String.join(", ", FormatModel.keys(RouteFile.class)) + ", but is "
                                + it.noun()));
        Binder binder = new Binder(InheritedDefaults.NONE, Binder.Observer.NONE, others::add);
        top = yaml.flatMap(YamlValue::mapping);
        knowsKeys = top.filter(it -> binder.knowsKeys(RouteFile.class, it)).isPresent();
        routes = section(ROUTES);
        templates = section(TEMPLATES);
        top.filter(it ->
                        knowsKeys && value(ROUTES).isEmpty() && value(TEMPLATES).isEmpty())
                .ifPresent(it -> report(it.location(), "the key 'routes' is missing"));
        Map<String, YamlValue.Entry> written =
                templates.map(YamlValue.Mapping::entries).orElse(Map.of());
        Stream.of(written, routes()).flatMap(it -> it.values().stream()).forEach(this::takeProblems);
        written.forEach((name, entry) -> templatesByName.put(name, new TemplateSource(name, entry, problems(entry))));
    }

    Map<String, YamlValue.Entry> routes() {
        return routes.map(YamlValue.Mapping::entries).orElse(Map.of());
    }

    /** The templates of this file, by name. */
    Map<String, TemplateSource> templates() {
        return templatesByName;
    }

    boolean namesAllRoutes() {
        return routes.isPresent() || knowsKeys && value(ROUTES).isEmpty() && templates.isPresent();
    }

    boolean namesAllTemplates() {
        return templates.isPresent() || knowsKeys && value(TEMPLATES).isEmpty();
    }

    /**
     * The expansion of a route that uses a template. Comes from the cache if the template has not changed and the cache had
     * freeCache for it.
     */
    synchronized ExpandedRoute expanded(TemplateSource template, TemplateReference use) {
        ExpandedRoute known = expanded.get(use.name());
        if (known != null && known.version() == template.version()) {
            return known;
        }
        ExpandedRoute made = ExpandedRoute.of(template, use);
        freeCache += Optional.ofNullable(expanded.remove(use.name()))
                .map(ExpandedRoute::size)
                .orElse(0L);
        if (made.size() <= freeCache) {
            freeCache -= made.size();
            expanded.put(use.name(), made);
        }
        return made;
    }

    /**
     * The bound form of a route. Comes from the cache if neither the route nor the inherited defaults have changed.
     *
     * @param route the route's value as written, or after expansion of its template
     */
    synchronized BoundRoute bound(String name, YamlValue route, InheritedDefaults inheritedDefaults) {
        BoundRoute known = bound.remove(name);
        BoundRoute now = Optional.ofNullable(known)
                .filter(it -> it.isOf(route, inheritedDefaults))
                .orElseGet(() -> BoundRoute.of(route, inheritedDefaults));
        if (isKept(name, route)) {
            bound.put(name, now);
        }
        return now;
    }

    private boolean isKept(String name, YamlValue route) {
        return routes().get(name).value() == route
                || Optional.ofNullable(expanded.get(name))
                        .filter(it -> it.route() == route)
                        .isPresent();
    }

    /** The YAML problems of one route or template. Returns a new list that the caller may change. */
    List<Problem> problems(YamlValue.Entry one) {
        return new ArrayList<>(problemsByEntry.getOrDefault(one, List.of()));
    }

    /** The problems that belong to no single route or template. */
    List<Problem> others() {
        return others;
    }

    private Optional<YamlValue> value(String key) {
        return top.flatMap(it -> it.get(key));
    }

    private Optional<YamlValue.Mapping> section(String key) {
        value(key)
                .filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> report(it.location(), "must be a mapping, but is " + it.noun()));
        return value(key).flatMap(YamlValue::mapping);
    }

    private void takeProblems(YamlValue.Entry one) {
        List<Problem> taken = new ArrayList<>();
        // Compares paths, since problems with the same message are equal regardless of their location.
        others.removeIf(it -> isUnder(it.location().path(), one.key().path()) && taken.add(it));
        problemsByEntry.put(one, taken);
    }

    private static boolean isUnder(String path, String key) {
        return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
    }

    private void report(SourceLocation location, String message) {
        others.add(new Problem(location, message));
    }
}
