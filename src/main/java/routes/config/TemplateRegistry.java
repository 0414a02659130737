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
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TemplateUse;
import routes.support.DidYouMean;

/** The templates of all files of routes/, and the routes that are made of them. */
final class TemplateRegistry {
    /** After this much no more such routes of one file are made, counted as {@link TemplateExpander} counts each. */
    static final long MOST = 16L << 20;

    private static final DidYouMean KEYS = new DidYouMean(Stream.of(TemplateUse.class, RouteSpec.class)
            .flatMap(type -> FormatModel.keys(type).stream())
            .toList());

    private final Map<String, TemplateSource> known = new TreeMap<>();
    private final Map<String, List<Problem>> twice = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private boolean complete = true;

    /** Where there are two of a name, nobody can tell which of them a route means. */
    void add(TemplateSource template) {
        Optional<TemplateSource> first = Optional.ofNullable(known.putIfAbsent(template.name(), template));
        first.ifPresent(it -> {
            String message =
                    "there is a template of this name already: " + it.key().spot();
            twice.computeIfAbsent(it.name(), name -> new ArrayList<>()).add(new Problem(template.key(), message));
            problems.addAll(template.problems());
        });
    }

    /** There may be others, in a file that cannot be read: then none can be said to be missing. */
    void areNotAll() {
        complete = false;
    }

    /** There may be other routes: then none can be said to be unused. */
    void useAll() {
        used.addAll(known.keySet());
    }

    /** What is wrong with the templates themselves, once all routes have been made. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        known.forEach((name, template) -> {
            all.addAll(problems(template));
            if (!used.contains(name)) {
                all.add(new Problem(template.key(), "nobody uses this template: remove it"));
            }
        });
        return all;
    }

    /** What its template makes of a route, broken as far as that cannot be had; empty where the route is made of none. */
    Optional<YamlValue> made(String name, RouteFileModel sheet, Consumer<Problem> problems) {
        YamlValue.Entry written = sheet.routes().get(name);
        return written.value()
                .mapping()
                .filter(TemplateRegistry::isUse)
                .map(use -> made(new TemplateReference(name, written.key(), use, problems), sheet));
    }

    /** A slip in a key is seen for what it is where there is nothing that only a route has. */
    private static boolean isUse(YamlValue.Mapping route) {
        Set<String> keys = route.entries().keySet();
        Stream<String> meant =
                keys.contains("from") ? keys.stream() : keys.stream().flatMap(key -> KEYS.to(key).stream());
        return meant.anyMatch(key -> key.equals("template") || key.equals("with"));
    }

    private YamlValue made(TemplateReference use, RouteFileModel sheet) {
        Optional<TemplateSource> template = named(use);
        use.refuseKeys(template);
        return template.map(it -> made(it, use, sheet))
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
            String hint = complete ? new DidYouMean(known.keySet()).hint(it) : " in what could be read";
            use.tell(
                    use.written().get("template").orElseThrow().location(),
                    "there is no template '" + DidYouMean.shown(it) + "'" + hint);
        });
        return template;
    }

    private YamlValue made(TemplateSource template, TemplateReference use, RouteFileModel sheet) {
        SourceLocation location = use.key().telling(template.named(template.key()));
        if (sizes.getOrDefault(location.file(), 0L) >= MOST) {
            use.tell(
                    location,
                    "the routes of this file that are made of templates come to 16 MiB; the rest is left out");
            return new YamlValue.Broken(use.written().location());
        }
        problems(template).forEach(it -> use.tell(it.location().telling(use.route()), it.message()));
        ExpandedRoute filled = sheet.filled(template, use);
        filled.problems().forEach(use.problems());
        sizes.merge(location.file(), Math.min(filled.size(), TemplateExpander.MOST), Long::sum);
        if (!filled.fits()) {
            use.tell(location, "the route is larger than 1 MiB once the template is filled");
        }
        return filled.route();
    }

    private List<Problem> problems(TemplateSource template) {
        List<Problem> all = new ArrayList<>(template.problems());
        all.addAll(twice.getOrDefault(template.name(), List.of()));
        return all;
    }
}
