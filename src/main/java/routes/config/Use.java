package routes.config;

import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TemplateUse;








import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A route that names a template, as it is written. */
record Use(String name, SourceLocation key, Yaml.Mapping written, Consumer<Problem> problems) {
    private static final String TESTS = "tests";

    /** The same, whose problems somebody else is told. */
    Use tellingTo(Consumer<Problem> other) {
        return new Use(name, key, written, other);
    }

    /** How a message names the route. */
    String route() {
        return "route '" + Nearest.shownKey(name) + "', " + key.spot();
    }

    /** The template's name; empty where that cannot be read. */
    Optional<String> template() {
        return written.get("template")
                .filter(it -> !it.broken())
                .flatMap(it -> new Scalars(problems).read(String.class, it))
                .map(String.class::cast);
    }

    /** Tells of every key that has no place here. What only a route has cannot differ but through a parameter. */
    void refuseKeys(Optional<Blueprint> template) {
        Map<String, Yaml.Entry> kept = new LinkedHashMap<>(written.entries());
        List<String> own = Format.keys(TemplateUse.class);
        Format.keys(RouteSpec.class).stream()
                .filter(key -> !own.contains(key))
                .forEach(key -> Stream.ofNullable(kept.remove(key))
                        .forEach(entry -> tell(
                                entry.key().telling(template.map(Use::named).orElse("")),
                                "a route that is made of a template has no '" + key
                                        + "' of its own: let the template have a parameter for it")));
        boolean known = new Binder(Heritage.NONE, Binder.Witness.NOBODY, problems)
                .knowsKeys(TemplateUse.class, new Yaml.Mapping(written.location(), kept));
        if (known && !kept.containsKey("template")) {
            tell(written.location(), "the key 'template' is missing");
        }
    }

    /** One for each parameter, broken where there is none. */
    Map<String, Filling.Value> values(Blueprint template) {
        if (template.parameters().isEmpty()) {
            return Map.of();
        }
        Map<String, Parameter> parameters = template.parameters().get();
        Optional<Yaml.Mapping> given = given();
        Set<String> excused = given.map(it -> refuseUnknown(it, template, parameters.keySet()))
                .orElse(parameters.keySet());
        Map<String, Filling.Value> values = new HashMap<>();
        parameters.forEach((parameter, it) -> {
            Optional<Yaml> value = given.flatMap(all -> all.get(parameter)).map(this::value);
            if (value.isEmpty() && it.fallback().isEmpty() && !excused.contains(parameter)) {
                tell(
                        given.orElse(written).location().telling(template.named(it.key())),
                        "the parameter '" + Nearest.shownKey(parameter) + "' is missing");
            }
            Yaml broken = new Yaml.Broken(written.location());
            values.put(parameter, new Filling.Value(value.or(it::fallback).orElse(broken), value.isPresent()));
        });
        return values;
    }

    /** What stands under 'with'; empty where that is no mapping. */
    private Optional<Yaml.Mapping> given() {
        Optional<Yaml> with = written.get("with");
        with.filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> tell(it.location(), "must be a mapping, but is " + it.noun()));
        return with.map(Yaml::mapping).orElse(Optional.of(new Yaml.Mapping(written.location(), Map.of())));
    }

    /** What the template makes of the route, and its own tests after those of the template. */
    Yaml withItsTests(Yaml route, Blueprint template) {
        Optional<Yaml.Entry> own = Optional.ofNullable(written.entries().get(TESTS))
                .map(it -> new Yaml.Entry(it.key(), it.value().telling(named(template))));
        if (own.isEmpty() || route.mapping().isEmpty()) {
            return route;
        }
        Map<String, Yaml.Entry> entries =
                new LinkedHashMap<>(route.mapping().get().entries());
        entries.merge(TESTS, own.get(), Use::joined);
        return new Yaml.Mapping(route.location(), entries);
    }

    void tell(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
    }

    /** What the keys that are no parameters were meant to be. */
    private Set<String> refuseUnknown(Yaml.Mapping given, Blueprint template, Set<String> parameters) {
        Nearest known = new Nearest(parameters);
        Set<String> meant = new HashSet<>();
        given.entries().forEach((parameter, entry) -> {
            if (!known.knows(parameter)) {
                tell(
                        entry.key().as(given.location().path()).telling(named(template)),
                        "unknown parameter '" + Nearest.shownKey(parameter) + "'" + known.hint(parameter));
                known.to(parameter).ifPresent(meant::add);
            }
        });
        return meant;
    }

    private Yaml value(Yaml given) {
        if (!given.empty()) {
            return given;
        }
        tell(given.location(), "has no value; give it one or leave the key out");
        return new Yaml.Broken(given.location());
    }

    /** Where one of the two is no list, it is the one to be told of. */
    private static Yaml.Entry joined(Yaml.Entry theirs, Yaml.Entry own) {
        Optional<Yaml.Sequence> some = theirs.value().sequence();
        Optional<Yaml.Sequence> more = own.value().sequence();
        if (some.isEmpty() || more.isEmpty()) {
            return more.isEmpty() ? own : theirs;
        }
        List<Yaml> all =
                Stream.of(some, more).flatMap(it -> it.get().items().stream()).toList();
        return new Yaml.Entry(theirs.key(), new Yaml.Sequence(theirs.value().location(), all));
    }

    private static String named(Blueprint template) {
        return template.named(template.key());
    }
}
