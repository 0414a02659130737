package routes.config.template;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables in a text of a template, written {@code {{name}}}. Four braces stand for two literal ones, so that every
 * text can be written. Of three braces the first one is text: {@code ${{{name}}}} is an expression whose content is a
 * parameter. Immutable and thread-safe.
 */
public record TemplateVariables(String text) {
    private static final String VARIABLE = "\\{\\{\\s*[a-zA-Z][a-zA-Z0-9-]{0,62}\\s*\\}\\}";

    /** A text whose variables all have a name. This and the following regular expressions are for the JSON Schema. */
    public static final String WELL_FORMED =
            "^(?:[^{]|\\{(?!\\{)|\\{(?=\\{\\{(?!\\{))|\\{\\{\\{\\{|" + VARIABLE + ")*$";

    /** A well-formed text with at least one variable. */
    public static final String WITH_SOME = "^(?=[\\s\\S]*" + VARIABLE + ")" + WELL_FORMED.substring(1);

    /** A key, which cannot contain a variable. */
    public static final String WITHOUT = "^(?:[^{]|\\{(?!\\{))*$";

    /** A single variable and nothing else. */
    public static final String ALL = "^" + VARIABLE + "$";

    private static final Pattern PART = Pattern.compile("\\{\\{\\{\\{|\\{\\{([^{}]*)\\}\\}|\\{\\{(?!\\{)");
    private static final Pattern ALONE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");
    private static final String BEGIN = "{{";

    /** The name of the variable, if the text is a single variable and nothing else. */
    Optional<String> only() {
        Matcher alone = ALONE.matcher(text);
        return alone.matches() ? Optional.of(alone.group(1).strip()) : Optional.empty();
    }

    /** The names of all variables, in the order of the text. */
    List<String> names() {
        return PART.matcher(text)
                .results()
                .filter(TemplateVariables::isVariable)
                .map(TemplateVariables::name)
                .toList();
    }

    /** Whether there is a variable without end. */
    boolean isOpen() {
        return PART.matcher(text).results().map(MatchResult::group).anyMatch(BEGIN::equals);
    }

    /** The text with all variables replaced. Variables in the inserted values are not replaced. */
    String expanded(Function<String, String> values) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(isVariable(part) ? values.apply(name(part)) : BEGIN));
    }

    private static boolean isVariable(MatchResult part) {
        return part.group(1) != null;
    }

    private static String name(MatchResult variable) {
        return variable.group(1).strip();
    }
}
