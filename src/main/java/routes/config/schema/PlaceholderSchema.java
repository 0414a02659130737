package routes.config.schema;

import java.util.Optional;
import routes.config.template.TemplateVariables;
import routes.config.yaml.Placeholders;

/**
 * What may be written in place of a value, and in a text, by where it is written: as patterns for the JSON Schema.
 *
 * @param prefix of the definitions that hold there
 * @param key how any key is written
 * @param text how any text is written, where not all is
 * @param forText in place of a text that has a form of its own
 * @param forNumber in place of a number or a truth
 * @param forMore in place of a list, a mapping or a choice
 */
record PlaceholderSchema(
        String prefix,
        String key,
        Optional<String> text,
        Optional<String> forText,
        Optional<String> forNumber,
        Optional<String> forMore) {

    /** Nothing: a route holds no host name and no secret. */
    static final PlaceholderSchema NONE = new PlaceholderSchema(
            "",
            Placeholders.NONE,
            Optional.of(Placeholders.NONE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The environment and files of secrets give text, of which a number may be read. */
    static final PlaceholderSchema PLACEHOLDER = new PlaceholderSchema(
            "hub.",
            Placeholders.NONE,
            Optional.empty(),
            Optional.of(Placeholders.PATTERN),
            Optional.of(Placeholders.PATTERN),
            Optional.empty());

    /** A blank gives whatever value it is filled with, and text where there is more than the blank. */
    static final PlaceholderSchema BLANK = new PlaceholderSchema(
            "template.",
            Placeholders.NONE + TemplateVariables.NONE,
            Optional.of(Placeholders.NONE + TemplateVariables.SOUND),
            Optional.of(TemplateVariables.SOME),
            Optional.of(TemplateVariables.ALL),
            Optional.of(TemplateVariables.ALL));
}
