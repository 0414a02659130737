package routes.config.schema;

import java.util.Optional;
import routes.config.template.TemplateVariables;
import routes.config.yaml.Placeholders;

/**
 * What may replace a value or appear in a text, as regular expressions for the JSON Schema. It depends on the file: hub.yaml,
 * a route or a template.
 *
 * @param prefix the prefix of the definitions' names
 * @param key what every key must match
 * @param text what every text must match, if not all texts are allowed
 * @param forText what may replace a text with a fixed form
 * @param forNumber what may replace a number or boolean
 * @param forMore what may replace a list, a mapping or a union
 */
record PlaceholderSchema(
        String prefix,
        String key,
        Optional<String> text,
        Optional<String> forText,
        Optional<String> forNumber,
        Optional<String> forMore) {

    /** For routes: there are no placeholders, because routes contain no host names and no secrets. */
    static final PlaceholderSchema ROUTE = new PlaceholderSchema(
            "",
            Placeholders.NONE,
            Optional.of(Placeholders.NONE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** For hub.yaml: environment variables and files give text, from which a number may be parsed. */
    static final PlaceholderSchema HUB_FILE = new PlaceholderSchema(
            "hub.",
            Placeholders.NONE,
            Optional.empty(),
            Optional.of(Placeholders.PATTERN),
            Optional.of(Placeholders.PATTERN),
            Optional.empty());

    /** For templates: a variable may be replaced by any value, or by text if it is part of a text. */
    static final PlaceholderSchema TEMPLATE = new PlaceholderSchema(
            "template.",
            Placeholders.NONE + TemplateVariables.WITHOUT,
            Optional.of(Placeholders.NONE + TemplateVariables.WELL_FORMED),
            Optional.of(TemplateVariables.WITH_SOME),
            Optional.of(TemplateVariables.ALL),
            Optional.of(TemplateVariables.ALL));
}
