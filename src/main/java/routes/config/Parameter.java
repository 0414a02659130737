package routes.config;

import routes.model.NamePatterns;
import routes.model.Problem;
import routes.model.RouteTemplate;
import routes.model.SourceLocation;








import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a route gives a template a value for, as it is written.
 *
 * @param fallback what holds where a route gives none; broken where it cannot be read
 */
record Parameter(SourceLocation key, Optional<Yaml> fallback) {
    private static final Pattern NAMED = Pattern.compile(NamePatterns.PARAMETER);

    /** All parameters of a template by their names; empty where nobody can tell which there are. */
    static Optional<Map<String, Parameter>> all(Yaml written, Consumer<Problem> problems) {
        Optional<Yaml.Mapping> mapping = written.mapping();
        int size = mapping.map(it -> it.entries().size()).orElse(0);
        if (mapping.isEmpty() && !written.broken()) {
            problems.accept(new Problem(written.location(), "must be a mapping, but is " + written.noun()));
        } else if (size > RouteTemplate.MOST) {
            problems.accept(new Problem(
                    written.location(),
                    "a template has " + RouteTemplate.MOST + " parameters at most, but there are " + size));
        }
        return mapping.filter(it -> size <= RouteTemplate.MOST).map(it -> {
            Map<String, Parameter> all = new TreeMap<>();
            it.entries()
                    .forEach((name, entry) ->
                            all.put(name, of(name, entry, it.entries().keySet(), problems)));
            return all;
        });
    }

    private static Parameter of(String name, Yaml.Entry written, Set<String> names, Consumer<Problem> problems) {
        if (!NAMED.matcher(name).matches()) {
            problems.accept(new Problem(
                    written.key(),
                    "'" + Nearest.shownKey(name) + "' is not a name; use up to 63 letters, digits and hyphens, and"
                            + " start with a letter"));
        }
        Yaml value = written.value();
        new Binder(Heritage.NONE, Binder.Witness.NOBODY, problems).bind(RouteTemplate.Parameter.class, value);
        Yaml unreadable = new Yaml.Broken(value.location());
        Optional<Yaml> fallback = value.mapping()
                .map(it -> it.get("default"))
                .orElse(Optional.of(unreadable))
                .map(it -> it.empty() ? unreadable : withoutBlanks(it, names, problems));
        return new Parameter(written.key(), fallback);
    }

    /** A default is put in as it is, like every value: the name of a parameter in it would stand there as text. */
    private static Yaml withoutBlanks(Yaml fallback, Set<String> names, Consumer<Problem> problems) {
        return fallback.with(scalar -> {
            if (new Blanks(scalar.text()).names().stream().noneMatch(names::contains)) {
                return scalar;
            }
            problems.accept(new Problem(scalar.location(), "a default is put in as it is: it cannot hold {{…}}"));
            return new Yaml.Broken(scalar.location());
        });
    }
}
