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
 * A parameter of a template, as it is written. Immutable and thread-safe.
 *
 * @param fallback the default value; {@link YamlValue.Broken} if it cannot be read
 */
record TemplateParameter(SourceLocation key, Optional<YamlValue> fallback) {
    private static final Pattern NAMED = Pattern.compile(NamePatterns.PARAMETER);

    /** The parameters of a template, by name; empty if they cannot be read. */
    static Optional<Map<String, TemplateParameter>> all(YamlValue written, Consumer<Problem> problems) {
        Optional<YamlValue.Mapping> mapping = written.mapping();
        int size = mapping.map(it -> it.entries().size()).orElse(0);
        if (mapping.isEmpty() && !written.broken()) {
            problems.accept(new Problem(written.location(), "must be a mapping, but is " + written.noun()));
        } else if (size > RouteTemplate.MOST) {
            problems.accept(new Problem(
                    written.location(),
                    "a template has at most " + RouteTemplate.MOST + " parameters, but there are " + size));
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
        new Binder(InheritedDefaults.NONE, Binder.Observer.NONE, problems).bind(RouteTemplate.Parameter.class, value);
        YamlValue unreadable = new YamlValue.Broken(value.location());
        Optional<YamlValue> fallback = value.mapping()
                .map(it -> it.get("default"))
                .orElse(Optional.of(unreadable))
                .map(it -> it.empty() ? unreadable : withoutVariables(it, names, problems));
        return new TemplateParameter(written.key(), fallback);
    }

    /** Reports variables in a default value: values are inserted as they are, so a variable would remain as text. */
    private static YamlValue withoutVariables(YamlValue fallback, Set<String> names, Consumer<Problem> problems) {
        return fallback.with(scalar -> {
            if (new TemplateVariables(scalar.text()).names().stream().noneMatch(names::contains)) {
                return scalar;
            }
            problems.accept(
                    new Problem(scalar.location(), "a default value is inserted as it is and must not contain {{…}}"));
            return new YamlValue.Broken(scalar.location());
        });
    }
}
