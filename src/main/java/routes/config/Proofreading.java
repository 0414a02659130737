package routes.config;

import routes.model.SourceLocation;








import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads the body of a template for blanks that nobody can fill. Used once. */
final class Proofreading {
    private final Set<String> parameters;
    private final Nearest known;
    private final BiConsumer<SourceLocation, String> problems;
    private final Set<String> met = new HashSet<>();

    Proofreading(Set<String> parameters, BiConsumer<SourceLocation, String> problems) {
        this.parameters = parameters;
        this.known = new Nearest(parameters);
        this.problems = problems;
    }

    /** The same, without what holds such a blank: its problem has been told. */
    Yaml proven(Yaml part) {
        Optional<Yaml> scalar = part.scalar().map(this::text);
        Optional<Yaml> sequence = part.sequence()
                .map(list -> new Yaml.Sequence(
                        list.location(), list.items().stream().map(this::proven).toList()));
        Optional<Yaml> mapping = part.mapping().map(this::mapping);
        return scalar.or(() -> sequence).or(() -> mapping).orElse(part);
    }

    /** Whether a blank named this parameter, or may have meant it. */
    boolean met(String parameter) {
        return met.contains(parameter);
    }

    private Yaml mapping(Yaml.Mapping mapping) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            Yaml value = proven(entry.value());
            if (name.contains("{{")) {
                problems.accept(entry.key(), "a key cannot hold {{…}}");
                met.addAll(new Blanks(name).names());
            } else {
                entries.put(name, new Yaml.Entry(entry.key(), value));
            }
        });
        boolean sound = entries.size() == mapping.entries().size();
        return sound ? new Yaml.Mapping(mapping.location(), entries) : new Yaml.Broken(mapping.location());
    }

    private Yaml text(Yaml.Scalar scalar) {
        Blanks blanks = new Blanks(scalar.text());
        List<String> unknown = blanks.names().stream()
                .filter(name -> !known.knows(name))
                .distinct()
                .toList();
        unknown.forEach(name -> {
            problems.accept(scalar.location(), "{{" + Nearest.shown(name) + "}} names no parameter" + known.hint(name));
            known.to(name).ifPresent(met::add);
        });
        met.addAll(blanks.names());
        if (blanks.isOpen()) {
            problems.accept(scalar.location(), "{{ is not closed: write {{name}}, or {{{{ where the text itself has {{");
            met.addAll(parameters);
        }
        return unknown.isEmpty() && !blanks.isOpen() ? scalar : new Yaml.Broken(scalar.location());
    }
}
