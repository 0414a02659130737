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

/** One file of routes/, and what its routes were read as last. Thread-safe. */
final class RouteFileModel {
    private static final String ROUTES = "routes";
    private static final String TEMPLATES = "templates";

    /** So much of what templates make of its routes is kept, counted as {@link TemplateExpander} counts: a few words can make very much. */
    private static final long ROOM = 64 << 10;

    private final List<Problem> others = new ArrayList<>();
    private final Map<YamlValue.Entry, List<Problem>> ofOne = new IdentityHashMap<>();
    private final Map<String, TemplateSource> blueprints = new LinkedHashMap<>();
    private final Map<String, ExpandedRoute> filled = new HashMap<>();
    private final Map<String, BoundRoute> bound = new HashMap<>();
    private final Optional<YamlValue.Mapping> top;
    private final boolean knowsKeys;
    private final Optional<YamlValue.Mapping> routes;
    private final Optional<YamlValue.Mapping> templates;
    private long room = ROOM;

    RouteFileModel(String file, byte[] bytes) {
        Optional<YamlValue> yaml =
                new YamlReader(file, others::add).read(bytes).map(all -> Placeholders.refused(all, others::add));
        yaml.filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> tell(
                        it.location(),
                        "must be a mapping with " + String.join(", ", FormatModel.keys(RouteFile.class)) + ", but is "
                                + it.noun()));
        Binder binder = new Binder(InheritedDefaults.NONE, Binder.Witness.NOBODY, others::add);
        top = yaml.flatMap(YamlValue::mapping);
        knowsKeys = top.filter(it -> binder.knowsKeys(RouteFile.class, it)).isPresent();
        routes = section(ROUTES);
        templates = section(TEMPLATES);
        top.filter(it -> knowsKeys && says(ROUTES).isEmpty() && says(TEMPLATES).isEmpty())
                .ifPresent(it -> tell(it.location(), "the key 'routes' is missing"));
        Map<String, YamlValue.Entry> written =
                templates.map(YamlValue.Mapping::entries).orElse(Map.of());
        Stream.of(written, routes()).flatMap(it -> it.values().stream()).forEach(this::take);
        written.forEach((name, entry) -> blueprints.put(name, new TemplateSource(name, entry, problems(entry))));
    }

    Map<String, YamlValue.Entry> routes() {
        return routes.map(YamlValue.Mapping::entries).orElse(Map.of());
    }

    /** The templates, by their names. */
    Map<String, TemplateSource> templates() {
        return blueprints;
    }

    boolean namesAllRoutes() {
        return routes.isPresent() || knowsKeys && says(ROUTES).isEmpty() && templates.isPresent();
    }

    boolean namesAllTemplates() {
        return templates.isPresent() || knowsKeys && says(TEMPLATES).isEmpty();
    }

    /** What a route that is made of a template says; filled anew only where the template has changed, as long as there is room. */
    synchronized ExpandedRoute filled(TemplateSource template, TemplateReference use) {
        ExpandedRoute known = filled.get(use.name());
        if (known != null && known.edition() == template.edition()) {
            return known;
        }
        ExpandedRoute made = ExpandedRoute.of(template, use);
        room += Optional.ofNullable(filled.remove(use.name()))
                .map(ExpandedRoute::size)
                .orElse(0L);
        if (made.size() <= room) {
            room -= made.size();
            filled.put(use.name(), made);
        }
        return made;
    }

    /**
     * What a route was read as; read anew only where that, or what it inherits, has changed.
     *
     * @param route what it says: as it is written, or filled
     */
    synchronized BoundRoute bound(String name, YamlValue route, InheritedDefaults heritage) {
        BoundRoute known = bound.remove(name);
        BoundRoute now = Optional.ofNullable(known)
                .filter(it -> it.isOf(route, heritage))
                .orElseGet(() -> BoundRoute.of(route, heritage));
        if (isKept(name, route)) {
            bound.put(name, now);
        }
        return now;
    }

    private boolean isKept(String name, YamlValue route) {
        return routes().get(name).value() == route
                || Optional.ofNullable(filled.get(name))
                        .filter(it -> it.route() == route)
                        .isPresent();
    }

    /** What is wrong with the writing of one route or template; a list of the caller's own. */
    List<Problem> problems(YamlValue.Entry one) {
        return new ArrayList<>(ofOne.getOrDefault(one, List.of()));
    }

    /** The problems that are of no single route or template. */
    List<Problem> others() {
        return others;
    }

    private Optional<YamlValue> says(String key) {
        return top.flatMap(it -> it.get(key));
    }

    private Optional<YamlValue.Mapping> section(String key) {
        says(key)
                .filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> tell(it.location(), "must be a mapping, but is " + it.noun()));
        return says(key).flatMap(YamlValue::mapping);
    }

    private void take(YamlValue.Entry one) {
        List<Problem> taken = new ArrayList<>();
        // By the path, not by equality: two problems of one message are equal wherever they are.
        others.removeIf(it -> isUnder(it.location().path(), one.key().path()) && taken.add(it));
        ofOne.put(one, taken);
    }

    private static boolean isUnder(String path, String key) {
        return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
    }

    private void tell(SourceLocation location, String message) {
        others.add(new Problem(location, message));
    }
}
