package routes.config.template;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import routes.config.yaml.YamlValue;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/** Checks the body of a template for variables that are not parameters. Not thread-safe: used once. */
final class TemplateLinter {
    private final Set<String> parameters;
    private final DidYouMean known;
    private final BiConsumer<SourceLocation, String> problems;
    private final Set<String> met = new HashSet<>();

    TemplateLinter(Set<String> parameters, BiConsumer<SourceLocation, String> problems) {
        this.parameters = parameters;
        this.known = new DidYouMean(parameters);
        this.problems = problems;
    }

    /** Reports invalid variables and replaces the values that contain them by {@link YamlValue.Broken}. */
    YamlValue check(YamlValue part) {
        Optional<YamlValue> scalar = part.scalar().map(this::text);
        Optional<YamlValue> sequence = part.sequence()
                .map(list -> new YamlValue.Sequence(
                        list.location(), list.items().stream().map(this::check).toList()));
        Optional<YamlValue> mapping = part.mapping().map(this::mapping);
        return scalar.or(() -> sequence).or(() -> mapping).orElse(part);
    }

    /** Whether a variable refers to this parameter, possibly misspelt. */
    boolean met(String parameter) {
        return met.contains(parameter);
    }

    private YamlValue mapping(YamlValue.Mapping mapping) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            YamlValue value = check(entry.value());
            if (name.contains("{{")) {
                problems.accept(entry.key(), "a key must not contain {{…}}");
                met.addAll(new TemplateVariables(name).names());
            } else {
                entries.put(name, new YamlValue.Entry(entry.key(), value));
            }
        });
        boolean valid = entries.size() == mapping.entries().size();
        return valid ? new YamlValue.Mapping(mapping.location(), entries) : new YamlValue.Broken(mapping.location());
    }

    private YamlValue text(YamlValue.Scalar scalar) {
        TemplateVariables variables = new TemplateVariables(scalar.text());
        List<String> unknown = variables.names().stream()
                .filter(name -> !known.knows(name))
                .distinct()
                .toList();
        unknown.forEach(name -> {
            problems.accept(
                    scalar.location(),
                    "{{" + DidYouMean.shown(name) + "}} is not a parameter of the template" + known.hint(name));
            known.to(name).ifPresent(met::add);
        });
        met.addAll(variables.names());
        if (variables.isOpen()) {
            problems.accept(
                    scalar.location(), "{{ is not closed: write {{name}} for a parameter, or {{{{ for a literal {{");
            met.addAll(parameters);
        }
        return unknown.isEmpty() && !variables.isOpen() ? scalar : new YamlValue.Broken(scalar.location());
    }
}
