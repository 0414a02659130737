package routes.config;

import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TemplateUse;








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

/** The templates of all files of routes/, and the routes that are made of them. */
final class Templates {
    /** After this much no more such routes of one file are made, counted as {@link Filling} counts each. */
    static final long MOST = 16L << 20;

    private static final Nearest KEYS = new Nearest(Stream.of(TemplateUse.class, RouteSpec.class)
            .flatMap(type -> Format.keys(type).stream())
            .toList());

    private final Map<String, Blueprint> known = new TreeMap<>();
    private final Map<String, List<Problem>> twice = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private boolean complete = true;

    /** Where there are two of a name, nobody can tell which of them a route means. */
    void add(Blueprint template) {
        Optional<Blueprint> first = Optional.ofNullable(known.putIfAbsent(template.name(), template));
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
    Optional<Yaml> made(String name, RouteSheet sheet, Consumer<Problem> problems) {
        Yaml.Entry written = sheet.routes().get(name);
        return written.value()
                .mapping()
                .filter(Templates::isUse)
                .map(use -> made(new Use(name, written.key(), use, problems), sheet));
    }

    /** A slip in a key is seen for what it is where there is nothing that only a route has. */
    private static boolean isUse(Yaml.Mapping route) {
        Set<String> keys = route.entries().keySet();
        Stream<String> meant =
                keys.contains("from") ? keys.stream() : keys.stream().flatMap(key -> KEYS.to(key).stream());
        return meant.anyMatch(key -> key.equals("template") || key.equals("with"));
    }

    private Yaml made(Use use, RouteSheet sheet) {
        Optional<Blueprint> template = named(use);
        use.refuseKeys(template);
        return template.map(it -> made(it, use, sheet))
                .orElseGet(() -> new Yaml.Broken(use.written().location()));
    }

    private Optional<Blueprint> named(Use use) {
        Optional<String> name = use.template();
        Optional<Blueprint> template = name.map(known::get);
        name.ifPresent(used::add);
        if (template.isEmpty()) {
            useAll();
        }
        name.filter(it -> template.isEmpty()).ifPresent(it -> {
            String hint = complete ? new Nearest(known.keySet()).hint(it) : " in what could be read";
            use.tell(
                    use.written().get("template").orElseThrow().location(),
                    "there is no template '" + Nearest.shown(it) + "'" + hint);
        });
        return template;
    }

    private Yaml made(Blueprint template, Use use, RouteSheet sheet) {
        SourceLocation location = use.key().telling(template.named(template.key()));
        if (sizes.getOrDefault(location.file(), 0L) >= MOST) {
            use.tell(location, "the routes of this file that are made of templates come to 16 MiB; the rest is left out");
            return new Yaml.Broken(use.written().location());
        }
        problems(template).forEach(it -> use.tell(it.location().telling(use.route()), it.message()));
        FilledRoute filled = sheet.filled(template, use);
        filled.problems().forEach(use.problems());
        sizes.merge(location.file(), Math.min(filled.size(), Filling.MOST), Long::sum);
        if (!filled.fits()) {
            use.tell(location, "the route is larger than 1 MiB once the template is filled");
        }
        return filled.route();
    }

    private List<Problem> problems(Blueprint template) {
        List<Problem> all = new ArrayList<>(template.problems());
        all.addAll(twice.getOrDefault(template.name(), List.of()));
        return all;
    }
}
