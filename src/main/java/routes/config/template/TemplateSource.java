package routes.config.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routes.config.binding.Binder;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.YamlValue;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteTemplate;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * A template as it is written: the body of a route with variables, and the parameters. Its problems are reported once and
 * count for every route that uses it. Not changed after construction, and then thread-safe.
 */
public final class TemplateSource {
    private static final String PARAMETERS = "parameters";
    private static final List<String> KEYS_OF_A_USE = List.of("template", "with");

    private final Object version = new Object();
    private final String name;
    private final SourceLocation key;
    private final List<Problem> problems;
    private final YamlValue body;
    private Optional<Map<String, TemplateParameter>> parameters = Optional.empty();

    /** @param problems the known problems of the template, to which more are added */
    public TemplateSource(String name, YamlValue.Entry written, List<Problem> problems) {
        this.name = name;
        this.key = written.key();
        this.problems = problems;
        if (!FormatModel.isName(name)) {
            report(key, FormatModel.naming(name));
        }
        YamlValue value = written.value();
        this.body = value.mapping().map(this::body).orElseGet(() -> unreadable(value));
    }

    /** Identifies this version of the template without holding a reference to it. */
    public Object version() {
        return version;
    }

    public String name() {
        return name;
    }

    public SourceLocation key() {
        return key;
    }

    /** The problems of the template itself. */
    public List<Problem> problems() {
        return problems;
    }

    /** The parameters, by name; empty if they cannot be read. The body is broken then. */
    Optional<Map<String, TemplateParameter>> parameters() {
        return parameters;
    }

    /** The body of the route. All of its variables are known parameters; values with problems are broken or left out. */
    YamlValue body() {
        return body;
    }

    /** The template's name and a location in it, for messages. */
    public String named(SourceLocation location) {
        return "template '" + DidYouMean.shownKey(name) + "', " + location.spot();
    }

    private YamlValue unreadable(YamlValue value) {
        if (!value.broken()) {
            String keys = String.join(", ", FormatModel.keys(RouteTemplate.class));
            report(value.location(), "must be a mapping with " + keys + ", but is " + value.noun());
        }
        return new YamlValue.Broken(value.location());
    }

    private YamlValue body(YamlValue.Mapping written) {
        Map<String, YamlValue.Entry> kept = new LinkedHashMap<>(written.entries());
        List<YamlValue.Entry> usedTemplate = KEYS_OF_A_USE.stream()
                .flatMap(key -> Stream.ofNullable(kept.remove(key)))
                .toList();
        usedTemplate.stream()
                .findFirst()
                .ifPresent(it -> report(it.key(), "a template cannot be made from another template"));
        boolean known = new Binder(InheritedDefaults.NONE, Binder.Observer.NONE, problems::add)
                .knowsKeys(RouteTemplate.class, new YamlValue.Mapping(written.location(), kept));
        kept.keySet().retainAll(FormatModel.keys(RouteTemplate.class));
        Optional<YamlValue> section =
                Optional.ofNullable(kept.remove(PARAMETERS)).map(YamlValue.Entry::value);
        // If a misspelt key may be 'parameters', the parameters are unknown and no variable is reported.
        Optional<Map<String, TemplateParameter>> none =
                Optional.of(Map.<String, TemplateParameter>of()).filter(it -> known);
        parameters = section.map(it -> TemplateParameter.all(it, problems::add)).orElse(none);
        return parameters
                .filter(it -> usedTemplate.isEmpty())
                .map(it -> lint(new YamlValue.Mapping(written.location(), kept), it))
                .orElseGet(() -> new YamlValue.Broken(written.location()));
    }

    private YamlValue lint(YamlValue.Mapping route, Map<String, TemplateParameter> known) {
        TemplateLinter linter = new TemplateLinter(known.keySet(), this::report);
        YamlValue checked = linter.check(route);
        if (!route.holdsBroken()) {
            known.forEach((parameter, it) -> {
                if (!linter.met(parameter)) {
                    problems.add(Problem.warning(
                            Lint.UNUSED_PARAMETER,
                            it.key(),
                            "the template never uses this parameter: remove it, or write {{" + parameter + "}}"));
                }
            });
        }
        return checked;
    }

    private void report(SourceLocation location, String message) {
        problems.add(new Problem(location, message));
    }
}
