package routes.config.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import routes.config.binding.Binder;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.binding.ScalarBinder;
import routes.config.yaml.YamlValue;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TemplateUse;
import routes.support.DidYouMean;

/** A route that uses a template, as it is written. Not thread-safe: reports to a single consumer. */
public record TemplateReference(
        String name, SourceLocation key, YamlValue.Mapping written, Consumer<Problem> problems) {
    private static final String TESTS = "tests";

    /** The same reference, reporting to another consumer. */
    TemplateReference reportingTo(Consumer<Problem> other) {
        return new TemplateReference(name, key, written, other);
    }

    /** The route's name for messages. */
    public String route() {
        return "route '" + DidYouMean.shownKey(name) + "', " + key.spot();
    }

    /** The name of the template; empty if it cannot be read. */
    public Optional<String> template() {
        return written.get("template")
                .filter(it -> !it.broken())
                .flatMap(it -> new ScalarBinder(problems).read(String.class, it))
                .map(String.class::cast);
    }

    /**
     * Reports every key that is not allowed. Keys of an ordinary route are not allowed either: only parameters can differ
     * from route to route.
     */
    public void refuseKeys(Optional<TemplateSource> template) {
        Map<String, YamlValue.Entry> kept = new LinkedHashMap<>(written.entries());
        List<String> own = FormatModel.keys(TemplateUse.class);
        FormatModel.keys(RouteSpec.class).stream()
                .filter(key -> !own.contains(key))
                .forEach(key -> Stream.ofNullable(kept.remove(key))
                        .forEach(entry -> report(
                                entry.key()
                                        .telling(template.map(TemplateReference::named)
                                                .orElse("")),
                                "a route made from a template cannot have its own '" + key
                                        + "': add a parameter to the template")));
        boolean known = new Binder(InheritedDefaults.NONE, Binder.Observer.NONE, problems)
                .knowsKeys(TemplateUse.class, new YamlValue.Mapping(written.location(), kept));
        if (known && !kept.containsKey("template")) {
            report(written.location(), "the key 'template' is missing");
        }
    }

    /** The values of all parameters; {@link YamlValue.Broken} if there is none. */
    Map<String, TemplateExpander.Value> values(TemplateSource template) {
        if (template.parameters().isEmpty()) {
            return Map.of();
        }
        Map<String, TemplateParameter> parameters = template.parameters().get();
        Optional<YamlValue.Mapping> given = given();
        Set<String> excused = given.map(it -> refuseUnknown(it, template, parameters.keySet()))
                .orElse(parameters.keySet());
        Map<String, TemplateExpander.Value> values = new HashMap<>();
        parameters.forEach((parameter, it) -> {
            Optional<YamlValue> value = given.flatMap(all -> all.get(parameter)).map(this::value);
            if (value.isEmpty() && it.fallback().isEmpty() && !excused.contains(parameter)) {
                report(
                        given.orElse(written).location().telling(template.named(it.key())),
                        "the parameter '" + DidYouMean.shownKey(parameter) + "' is missing");
            }
            YamlValue broken = new YamlValue.Broken(written.location());
            values.put(
                    parameter, new TemplateExpander.Value(value.or(it::fallback).orElse(broken), value.isPresent()));
        });
        return values;
    }

    /** The mapping under {@code with}; empty if it is another kind of value. */
    private Optional<YamlValue.Mapping> given() {
        Optional<YamlValue> with = written.get("with");
        with.filter(it -> it.mapping().isEmpty() && !it.broken())
                .ifPresent(it -> report(it.location(), "must be a mapping, but is " + it.noun()));
        return with.map(YamlValue::mapping).orElse(Optional.of(new YamlValue.Mapping(written.location(), Map.of())));
    }

    /** Adds the route's own tests after those of the template. */
    YamlValue withItsTests(YamlValue route, TemplateSource template) {
        Optional<YamlValue.Entry> own = Optional.ofNullable(written.entries().get(TESTS))
                .map(it -> new YamlValue.Entry(it.key(), it.value().telling(named(template))));
        if (own.isEmpty() || route.mapping().isEmpty()) {
            return route;
        }
        Map<String, YamlValue.Entry> entries =
                new LinkedHashMap<>(route.mapping().get().entries());
        entries.merge(TESTS, own.get(), TemplateReference::joined);
        return new YamlValue.Mapping(route.location(), entries);
    }

    public void report(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
    }

    /** Reports unknown parameters. Returns the ones that were probably meant, which are then not reported as missing. */
    private Set<String> refuseUnknown(YamlValue.Mapping given, TemplateSource template, Set<String> parameters) {
        DidYouMean known = new DidYouMean(parameters);
        Set<String> meant = new HashSet<>();
        given.entries().forEach((parameter, entry) -> {
            if (!known.knows(parameter)) {
                report(
                        entry.key().as(given.location().path()).telling(named(template)),
                        "unknown parameter '" + DidYouMean.shownKey(parameter) + "'" + known.hint(parameter));
                known.to(parameter).ifPresent(meant::add);
            }
        });
        return meant;
    }

    private YamlValue value(YamlValue given) {
        if (!given.empty()) {
            return given;
        }
        report(given.location(), "has no value; add one or remove the key");
        return new YamlValue.Broken(given.location());
    }

    /** The tests of both. If one of them is not a list, returns that one, so that it is reported. */
    private static YamlValue.Entry joined(YamlValue.Entry theirs, YamlValue.Entry own) {
        Optional<YamlValue.Sequence> some = theirs.value().sequence();
        Optional<YamlValue.Sequence> more = own.value().sequence();
        if (some.isEmpty() || more.isEmpty()) {
            return more.isEmpty() ? own : theirs;
        }
        List<YamlValue> all =
                Stream.of(some, more).flatMap(it -> it.get().items().stream()).toList();
        return new YamlValue.Entry(
                theirs.key(), new YamlValue.Sequence(theirs.value().location(), all));
    }

    private static String named(TemplateSource template) {
        return template.named(template.key());
    }
}
