package routes.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.config.yaml.YamlValue;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * Warns of <code>{{…}}</code> in a route that is no template: there it is sent as it is written. Looks only at what is sent, not
 * at expressions, descriptions and tests.
 */
final class VariableLint {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*\\}\\}");

    private static final String TEMPLATES = "templates.";

    /** The keys whose value is sent, or names where something is sent or taken from. */
    private static final List<String> SENT = List.of("from", "to", "otherwise", "deadLetter", "set");

    /** The keys of what holds such keys. */
    private static final List<String> AROUND = List.of("choose", "steps", "headers");

    private final Consumer<Problem> warnings;

    VariableLint(Consumer<Problem> warnings) {
        this.warnings = warnings;
    }

    /**
     * Looks at a route as it is after its template was expanded. A text of the template itself is meant as it is, since its
     * author had to write four braces.
     */
    void check(YamlValue route) {
        route.mapping()
                .ifPresent(mapping -> mapping.entries().forEach((key, entry) -> {
                    if (SENT.contains(key)) {
                        sent(entry.value());
                    } else if (AROUND.contains(key)) {
                        check(entry.value());
                    }
                }));
        route.sequence().ifPresent(list -> list.items().forEach(this::check));
    }

    private void sent(YamlValue value) {
        value.scalar().ifPresent(text -> check(text.location(), text.text()));
        value.sequence().ifPresent(list -> list.items().forEach(this::sent));
        value.mapping()
                .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
                    check(entry.key(), name);
                    sent(entry.value());
                }));
    }

    private void check(SourceLocation location, String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (!location.path().startsWith(TEMPLATES) && variable.find()) {
            String name = DidYouMean.shown(variable.group(1));
            warnings.accept(Problem.warning(
                    Lint.VARIABLE_OUTSIDE_TEMPLATE,
                    location,
                    "{{" + name + "}} is sent as it is written: write ${"
                            + expression(name).orElse("…")
                            + "} for a value of the event; only a template has variables in {{…}}"));
        }
    }

    /** The jq expression that is probably meant. */
    private static Optional<String> expression(String name) {
        return name.matches("[.$].*")
                ? Optional.of(name)
                : Optional.of(name).filter(it -> it.matches("[a-zA-Z_][\\w.]*")).map(it -> "." + it);
    }
}
