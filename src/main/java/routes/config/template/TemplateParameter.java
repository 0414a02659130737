package routes.config.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import routes.config.binding.Binder;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.YamlValue;
import routes.model.NamePatterns;
import routes.model.Problem;
import routes.model.RouteTemplate;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * What a route gives a template a value for, as it is written.
 *
 * @param fallback what holds where a route gives none; broken where it cannot be read
 */
record TemplateParameter(SourceLocation key, Optional<YamlValue> fallback) {
    private static final Pattern NAMED = Pattern.compile(NamePatterns.PARAMETER);

    /** All parameters of a template by their names; empty where nobody can tell which there are. */
    static Optional<Map<String, TemplateParameter>> all(YamlValue written, Consumer<Problem> problems) {
        Optional<YamlValue.Mapping> mapping = written.mapping();
        int size = mapping.map(it -> it.entries().size()).orElse(0);
        if (mapping.isEmpty() && !written.broken()) {
            problems.accept(new Problem(written.location(), "must be a mapping, but is " + written.noun()));
        } else if (size > RouteTemplate.MOST) {
            problems.accept(new Problem(
                    written.location(),
                    "a template has " + RouteTemplate.MOST + " parameters at most, but there are " + size));
        }
        return mapping.filter(it -> size <= RouteTemplate.MOST).map(it -> {
            Map<String, TemplateParameter> all = new TreeMap<>();
            it.entries()
                    .forEach((name, entry) ->
                            all.put(name, of(name, entry, it.entries().keySet(), problems)));
            return all;
        });
    }

    private static TemplateParameter of(
            String name, YamlValue.Entry written, Set<String> names, Consumer<Problem> problems) {
        if (!NAMED.matcher(name).matches()) {
            problems.accept(new Problem(
                    written.key(),
                    "'" + DidYouMean.shownKey(name) + "' is not a name; use up to 63 letters, digits and hyphens, and"
                            + " start with a letter"));
        }
        YamlValue value = written.value();
        new Binder(InheritedDefaults.NONE, Binder.Witness.NOBODY, problems).bind(RouteTemplate.Parameter.class, value);
        YamlValue unreadable = new YamlValue.Broken(value.location());
        Optional<YamlValue> fallback = value.mapping()
                .map(it -> it.get("default"))
                .orElse(Optional.of(unreadable))
                .map(it -> it.empty() ? unreadable : withoutBlanks(it, names, problems));
        return new TemplateParameter(written.key(), fallback);
    }

    /** A default is put in as it is, like every value: the name of a parameter in it would stand there as text. */
    private static YamlValue withoutBlanks(YamlValue fallback, Set<String> names, Consumer<Problem> problems) {
        return fallback.with(scalar -> {
            if (new TemplateVariables(scalar.text()).names().stream().noneMatch(names::contains)) {
                return scalar;
            }
            problems.accept(new Problem(scalar.location(), "a default is put in as it is: it cannot hold {{…}}"));
            return new YamlValue.Broken(scalar.location());
        });
    }
}
