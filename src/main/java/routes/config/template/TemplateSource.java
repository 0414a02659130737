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
import routes.model.Problem;
import routes.model.RouteTemplate;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * A template as it is written: a route with blanks, and what may fill them. Its problems are told once, and are those of every
 * route that is made of it.
 */
public final class TemplateSource {
    private static final String PARAMETERS = "parameters";
    private static final List<String> OF_A_USE = List.of("template", "with");

    private final Object edition = new Object();
    private final String name;
    private final SourceLocation key;
    private final List<Problem> problems;
    private final YamlValue body;
    private Optional<Map<String, TemplateParameter>> parameters = Optional.empty();

    /** @param problems those of the template that are known already; more are added */
    public TemplateSource(String name, YamlValue.Entry written, List<Problem> problems) {
        this.name = name;
        this.key = written.key();
        this.problems = problems;
        if (!FormatModel.isName(name)) {
            tell(key, FormatModel.naming(name));
        }
        YamlValue value = written.value();
        this.body = value.mapping().map(this::body).orElseGet(() -> unreadable(value));
    }

    /** Tells this reading of the template from every other, without keeping it. */
    public Object edition() {
        return edition;
    }

    public String name() {
        return name;
    }

    public SourceLocation key() {
        return key;
    }

    /** Of what is written here. */
    public List<Problem> problems() {
        return problems;
    }

    /** The parameters by their names; empty where nobody can tell which there are: the body is broken then. */
    Optional<Map<String, TemplateParameter>> parameters() {
        return parameters;
    }

    /** The route with its blanks, all of which are known parameters; what is wrong in it is broken or left out. */
    YamlValue body() {
        return body;
    }

    /** How a message names the template, and the place in it that it means. */
    public String named(SourceLocation location) {
        return "template '" + DidYouMean.shownKey(name) + "', " + location.spot();
    }

    private YamlValue unreadable(YamlValue value) {
        if (!value.broken()) {
            String keys = String.join(", ", FormatModel.keys(RouteTemplate.class));
            tell(value.location(), "must be a mapping with " + keys + ", but is " + value.noun());
        }
        return new YamlValue.Broken(value.location());
    }

    private YamlValue body(YamlValue.Mapping written) {
        Map<String, YamlValue.Entry> kept = new LinkedHashMap<>(written.entries());
        List<YamlValue.Entry> ofAnother = OF_A_USE.stream()
                .flatMap(key -> Stream.ofNullable(kept.remove(key)))
                .toList();
        ofAnother.stream().findFirst().ifPresent(it -> tell(it.key(), "a template cannot be made of a template"));
        boolean known = new Binder(InheritedDefaults.NONE, Binder.Witness.NOBODY, problems::add)
                .knowsKeys(RouteTemplate.class, new YamlValue.Mapping(written.location(), kept));
        kept.keySet().retainAll(FormatModel.keys(RouteTemplate.class));
        Optional<YamlValue> section =
                Optional.ofNullable(kept.remove(PARAMETERS)).map(YamlValue.Entry::value);
        // Where a slip may have meant them nobody can tell which there are, and no blank can be called unknown.
        Optional<Map<String, TemplateParameter>> none =
                Optional.of(Map.<String, TemplateParameter>of()).filter(it -> known);
        parameters = section.map(it -> TemplateParameter.all(it, problems::add)).orElse(none);
        return parameters
                .filter(it -> ofAnother.isEmpty())
                .map(it -> proofread(new YamlValue.Mapping(written.location(), kept), it))
                .orElseGet(() -> new YamlValue.Broken(written.location()));
    }

    private YamlValue proofread(YamlValue.Mapping route, Map<String, TemplateParameter> known) {
        TemplateLinter proofreading = new TemplateLinter(known.keySet(), this::tell);
        YamlValue proven = proofreading.proven(route);
        if (!route.holdsBroken()) {
            known.forEach((parameter, it) -> {
                if (!proofreading.met(parameter)) {
                    tell(it.key(), "the template never uses this parameter: remove it, or write {{" + parameter + "}}");
                }
            });
        }
        return proven;
    }

    private void tell(SourceLocation location, String message) {
        problems.add(new Problem(location, message));
    }
}
