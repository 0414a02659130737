package routes.config.template;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blanks in a text of a template: {@code {{name}}}. Four braces stand for two that begin none, so that every text can be
 * written. Of three braces the first is text: {@code ${{{name}}}} is an expression that a parameter gives.
 */
public record TemplateVariables(String text) {
    private static final String BLANK = "\\{\\{\\s*[a-zA-Z][a-zA-Z0-9-]{0,62}\\s*\\}\\}";

    /** What a text looks like of which each blank has a name, for the JSON Schema; so do those after it. */
    public static final String SOUND = "^(?:[^{]|\\{(?!\\{)|\\{(?=\\{\\{(?!\\{))|\\{\\{\\{\\{|" + BLANK + ")*$";

    /** The same, with at least one blank. */
    public static final String SOME = "^(?=[\\s\\S]*" + BLANK + ")" + SOUND.substring(1);

    /** A key, in which there can be none. */
    public static final String NONE = "^(?:[^{]|\\{(?!\\{))*$";

    /** A blank and nothing else. */
    public static final String ALL = "^" + BLANK + "$";

    private static final Pattern PART = Pattern.compile("\\{\\{\\{\\{|\\{\\{([^{}]*)\\}\\}|\\{\\{(?!\\{)");
    private static final Pattern ALONE = Pattern.compile("\\{\\{([^{}]*)\\}\\}");
    private static final String BEGIN = "{{";

    /** The name in a blank that is all of the text. */
    Optional<String> only() {
        Matcher alone = ALONE.matcher(text);
        return alone.matches() ? Optional.of(alone.group(1).strip()) : Optional.empty();
    }

    /** The names in all blanks, in their order. */
    List<String> names() {
        return PART.matcher(text)
                .results()
                .filter(TemplateVariables::isBlank)
                .map(TemplateVariables::name)
                .toList();
    }

    /** Whether a blank begins that does not end. */
    boolean isOpen() {
        return PART.matcher(text).results().map(MatchResult::group).anyMatch(BEGIN::equals);
    }

    /** The text with every blank filled, which is not looked at again. */
    String filled(Function<String, String> values) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(isBlank(part) ? values.apply(name(part)) : BEGIN));
    }

    private static boolean isBlank(MatchResult part) {
        return part.group(1) != null;
    }

    private static String name(MatchResult blank) {
        return blank.group(1).strip();
    }
}
