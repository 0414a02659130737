package routes.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import routes.config.binding.FormatModel;
import routes.config.template.ExpandedRoute;
import routes.config.template.TemplateExpander;
import routes.config.template.TemplateReference;
import routes.config.template.TemplateSource;
import routes.config.yaml.YamlValue;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TemplateUse;
import routes.support.DidYouMean;

/** The templates of all files in routes/; expands the routes that use them. Not thread-safe: used for one reading. */
final class TemplateRegistry {
    /** The limit for all expanded routes of one file together, in the unit of {@link TemplateExpander#size}. */
    static final long MAX_EXPANDED = 16L << 20;

    private static final DidYouMean KEYS = new DidYouMean(Stream.of(TemplateUse.class, RouteSpec.class)
            .flatMap(type -> FormatModel.keys(type).stream())
            .toList());

    private final Map<String, TemplateSource> known = new TreeMap<>();
    private final Map<String, List<Problem>> duplicates = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private boolean complete = true;

    /** Adds a template. If two templates have the same name, every route that uses the name has a problem. */
    void add(TemplateSource template) {
        Optional<TemplateSource> first = Optional.ofNullable(known.putIfAbsent(template.name(), template));
        first.ifPresent(it -> {
            String message =
                    "a template with this name already exists: " + it.key().spot();
            duplicates.computeIfAbsent(it.name(), name -> new ArrayList<>()).add(new Problem(template.key(), message));
            problems.addAll(template.problems());
        });
    }

    /**
     * To be called if a file cannot be read: it may define more templates, so the message about a missing one must not list
     * the known ones.
     */
    void mayBeIncomplete() {
        complete = false;
    }

    /** To be called if routes may be unknown: then no template is reported as unused. */
    void useAll() {
        used.addAll(known.keySet());
    }

    /** The problems of the templates themselves. To be called after all routes have been expanded. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        known.forEach((name, template) -> {
            all.addAll(problems(template));
            if (!used.contains(name)) {
                all.add(Problem.warning(Lint.UNUSED_TEMPLATE, template.key(), "this template is not used: remove it"));
            }
        });
        return all;
    }

    /** Expands a route; parts that cannot be expanded are {@link YamlValue.Broken}. Empty if the route uses no template. */
    Optional<YamlValue> expand(String name, RouteFileModel file, Consumer<Problem> problems) {
        YamlValue.Entry written = file.routes().get(name);
        return written.value()
                .mapping()
                .filter(TemplateRegistry::isUse)
                .map(use -> expand(new TemplateReference(name, written.key(), use, problems), file));
    }

    /** Whether the route uses a template. Misspelt keys count too, unless the route has a key of an ordinary route. */
    private static boolean isUse(YamlValue.Mapping route) {
        Set<String> keys = route.entries().keySet();
        Stream<String> meant =
                keys.contains("from") ? keys.stream() : keys.stream().flatMap(key -> KEYS.to(key).stream());
        return meant.anyMatch(key -> key.equals("template") || key.equals("with"));
    }

    private YamlValue expand(TemplateReference use, RouteFileModel file) {
        Optional<TemplateSource> template = named(use);
        use.refuseKeys(template);
        return template.map(it -> expand(it, use, file))
                .orElseGet(() -> new YamlValue.Broken(use.written().location()));
    }

    private Optional<TemplateSource> named(TemplateReference use) {
        Optional<String> name = use.template();
        Optional<TemplateSource> template = name.map(known::get);
        name.ifPresent(used::add);
        if (template.isEmpty()) {
            useAll();
        }
        name.filter(it -> template.isEmpty()).ifPresent(it -> {
            String hint = complete ? new DidYouMean(known.keySet()).hint(it) : "; some files could not be read";
            use.report(
                    use.written().get("template").orElseThrow().location(),
                    "there is no template '" + DidYouMean.shown(it) + "'" + hint);
        });
        return template;
    }

    private YamlValue expand(TemplateSource template, TemplateReference use, RouteFileModel file) {
        SourceLocation location = use.key().telling(template.named(template.key()));
        if (sizes.getOrDefault(location.file(), 0L) >= MAX_EXPANDED) {
            use.report(
                    location,
                    "the expanded routes of this file exceed 16 MiB together; the remaining ones are not loaded");
            return new YamlValue.Broken(use.written().location());
        }
        Problem.errors(problems(template))
                .forEach(it -> use.report(it.location().telling(use.route()), it.message()));
        ExpandedRoute expanded = file.expanded(template, use);
        expanded.problems().forEach(use.problems());
        sizes.merge(location.file(), Math.min(expanded.size(), TemplateExpander.MAX_SIZE), Long::sum);
        if (!expanded.fits()) {
            use.report(location, "the expanded route is larger than 1 MiB");
        }
        return expanded.route();
    }

    private List<Problem> problems(TemplateSource template) {
        List<Problem> all = new ArrayList<>(template.problems());
        all.addAll(duplicates.getOrDefault(template.name(), List.of()));
        return all;
    }
}
