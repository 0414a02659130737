package routes.config;

import routes.model.Problem;
import routes.model.RouteTemplate;
import routes.model.SourceLocation;








import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A template as it is written: a route with blanks, and what may fill them. Its problems are told once, and are those of every
 * route that is made of it.
 */
final class Blueprint {
    private static final String PARAMETERS = "parameters";
    private static final List<String> OF_A_USE = List.of("template", "with");

    private final Object edition = new Object();
    private final String name;
    private final SourceLocation key;
    private final List<Problem> problems;
    private final Yaml body;
    private Optional<Map<String, Parameter>> parameters = Optional.empty();

    /** @param problems those of the template that are known already; more are added */
    Blueprint(String name, Yaml.Entry written, List<Problem> problems) {
        this.name = name;
        this.key = written.key();
        this.problems = problems;
        if (!Format.isName(name)) {
            tell(key, Format.naming(name));
        }
        Yaml value = written.value();
        this.body = value.mapping().map(this::body).orElseGet(() -> unreadable(value));
    }

    /** Tells this reading of the template from every other, without keeping it. */
    Object edition() {
        return edition;
    }

    String name() {
        return name;
    }

    SourceLocation key() {
        return key;
    }

    /** Of what is written here. */
    List<Problem> problems() {
        return problems;
    }

    /** The parameters by their names; empty where nobody can tell which there are: the body is broken then. */
    Optional<Map<String, Parameter>> parameters() {
        return parameters;
    }

    /** The route with its blanks, all of which are known parameters; what is wrong in it is broken or left out. */
    Yaml body() {
        return body;
    }

    /** How a message names the template, and the place in it that it means. */
    String named(SourceLocation location) {
        return "template '" + Nearest.shownKey(name) + "', " + location.spot();
    }

    private Yaml unreadable(Yaml value) {
        if (!value.broken()) {
            String keys = String.join(", ", Format.keys(RouteTemplate.class));
            tell(value.location(), "must be a mapping with " + keys + ", but is " + value.noun());
        }
        return new Yaml.Broken(value.location());
    }

    private Yaml body(Yaml.Mapping written) {
        Map<String, Yaml.Entry> kept = new LinkedHashMap<>(written.entries());
        List<Yaml.Entry> ofAnother = OF_A_USE.stream()
                .flatMap(key -> Stream.ofNullable(kept.remove(key)))
                .toList();
        ofAnother.stream().findFirst().ifPresent(it -> tell(it.key(), "a template cannot be made of a template"));
        boolean known = new Binder(Heritage.NONE, Binder.Witness.NOBODY, problems::add)
                .knowsKeys(RouteTemplate.class, new Yaml.Mapping(written.location(), kept));
        kept.keySet().retainAll(Format.keys(RouteTemplate.class));
        Optional<Yaml> section = Optional.ofNullable(kept.remove(PARAMETERS)).map(Yaml.Entry::value);
        // Where a slip may have meant them nobody can tell which there are, and no blank can be called unknown.
        Optional<Map<String, Parameter>> none =
                Optional.of(Map.<String, Parameter>of()).filter(it -> known);
        parameters = section.map(it -> Parameter.all(it, problems::add)).orElse(none);
        return parameters
                .filter(it -> ofAnother.isEmpty())
                .map(it -> proofread(new Yaml.Mapping(written.location(), kept), it))
                .orElseGet(() -> new Yaml.Broken(written.location()));
    }

    private Yaml proofread(Yaml.Mapping route, Map<String, Parameter> known) {
        Proofreading proofreading = new Proofreading(known.keySet(), this::tell);
        Yaml proven = proofreading.proven(route);
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
