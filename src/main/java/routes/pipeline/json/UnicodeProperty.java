package routes.pipeline.json;

import static java.util.Map.entry;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The properties that a regular expression names by {@code \p{…}}, in the syntax of Java. The names are those of the Unicode
 * Character Database; the characters are those that the running Java knows.
 */
public final class UnicodeProperty {

    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            entry("Letter", "L"),
            entry("Cased_Letter", "LC"),
            entry("Uppercase_Letter", "Lu"),
            entry("Lowercase_Letter", "Ll"),
            entry("Titlecase_Letter", "Lt"),
            entry("Modifier_Letter", "Lm"),
            entry("Other_Letter", "Lo"),
            entry("Mark", "M"),
            entry("Combining_Mark", "M"),
            entry("Nonspacing_Mark", "Mn"),
            entry("Spacing_Mark", "Mc"),
            entry("Enclosing_Mark", "Me"),
            entry("Number", "N"),
            entry("Decimal_Number", "Nd"),
            entry("digit", "Nd"),
            entry("Letter_Number", "Nl"),
            entry("Other_Number", "No"),
            entry("Punctuation", "P"),
            entry("punct", "P"),
            entry("Connector_Punctuation", "Pc"),
            entry("Dash_Punctuation", "Pd"),
            entry("Open_Punctuation", "Ps"),
            entry("Close_Punctuation", "Pe"),
            entry("Initial_Punctuation", "Pi"),
            entry("Final_Punctuation", "Pf"),
            entry("Other_Punctuation", "Po"),
            entry("Symbol", "S"),
            entry("Math_Symbol", "Sm"),
            entry("Currency_Symbol", "Sc"),
            entry("Modifier_Symbol", "Sk"),
            entry("Other_Symbol", "So"),
            entry("Separator", "Z"),
            entry("Space_Separator", "Zs"),
            entry("Line_Separator", "Zl"),
            entry("Paragraph_Separator", "Zp"),
            entry("Other", "C"),
            entry("Control", "Cc"),
            entry("cntrl", "Cc"),
            entry("Format", "Cf"),
            entry("Surrogate", "Cs"),
            entry("Private_Use", "Co"),
            entry("Unassigned", "Cn"));

    private static final Map<String, String> BINARY = Map.ofEntries(
            entry("Any", "\\x{0}-\\x{10FFFF}"),
            entry("ASCII", "\\x{0}-\\x{7F}"),
            entry("Assigned", "\\P{Cn}"),
            entry("ASCII_Hex_Digit", "0-9A-Fa-f"),
            entry("AHex", "0-9A-Fa-f"),
            entry("Hex_Digit", "0-9A-Fa-f\\x{FF10}-\\x{FF19}\\x{FF21}-\\x{FF26}\\x{FF41}-\\x{FF46}"),
            entry("Hex", "0-9A-Fa-f\\x{FF10}-\\x{FF19}\\x{FF21}-\\x{FF26}\\x{FF41}-\\x{FF46}"),
            entry("Alphabetic", "\\p{IsAlphabetic}"),
            entry("Alpha", "\\p{IsAlphabetic}"),
            entry("Lowercase", "\\p{IsLowercase}"),
            entry("Lower", "\\p{IsLowercase}"),
            entry("Uppercase", "\\p{IsUppercase}"),
            entry("Upper", "\\p{IsUppercase}"),
            entry("White_Space", "\\p{IsWhite_Space}"),
            entry("space", "\\p{IsWhite_Space}"),
            entry("Ideographic", "\\p{IsIdeographic}"),
            entry("Ideo", "\\p{IsIdeographic}"),
            entry("Join_Control", "\\x{200C}\\x{200D}"),
            entry("Join_C", "\\x{200C}\\x{200D}"),
            entry("Noncharacter_Code_Point", "\\p{IsNoncharacter_Code_Point}"),
            entry("NChar", "\\p{IsNoncharacter_Code_Point}"),
            entry("ID_Start", "\\p{javaUnicodeIdentifierStart}"),
            entry("IDS", "\\p{javaUnicodeIdentifierStart}"),
            entry("ID_Continue", "[\\p{javaUnicodeIdentifierPart}&&[^\\p{javaIdentifierIgnorable}]]"),
            entry("IDC", "[\\p{javaUnicodeIdentifierPart}&&[^\\p{javaIdentifierIgnorable}]]"));

    /** Properties of ECMA-262 of which Java 17 has no data. */
    private static final Set<String> UNKNOWN_TO_JAVA = Set.of(
            "Script_Extensions",
            "scx",
            "Emoji",
            "Emoji_Component",
            "Emoji_Modifier",
            "Emoji_Modifier_Base",
            "Emoji_Presentation",
            "Extended_Pictographic");

    private UnicodeProperty() {}

    /** The content of a character class of Java, for a name as ECMA-262 spells it. Empty if there is no such property. */
    static Optional<String> inJava(String written) {
        int equals = written.indexOf('=');
        if (equals < 0) {
            return category(written).or(() -> Optional.ofNullable(BINARY.get(written)));
        }
        String value = written.substring(equals + 1);
        return switch (written.substring(0, equals)) {
            case "General_Category", "gc" -> category(value);
            case "Script", "sc" -> script(value);
            default -> Optional.empty();
        };
    }

    /** Like {@link #inJava}, for a category or script in any spelling: without regard to case, spaces, hyphens and underscores. */
    public static Optional<String> looselyNamed(String written) {
        String name = plain(written);
        return CATEGORIES.entrySet().stream()
                .filter(category -> plain(category.getKey()).equals(name)
                        || plain(category.getValue()).equals(name))
                .map(category -> "\\p{" + category.getValue() + "}")
                .findFirst()
                .or(() -> Arrays.stream(UnicodeScript.values())
                        .filter(script -> plain(script.name()).equals(name))
                        .map(script -> "\\p{script=" + script.name() + "}")
                        .findFirst());
    }

    private static String plain(String name) {
        return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether ECMA-262 has this property, but Java cannot tell which characters have it. */
    static boolean isUnknownToJava(String written) {
        return UNKNOWN_TO_JAVA.contains(written.replaceFirst("=.*", ""));
    }

    private static Optional<String> category(String name) {
        String code = CATEGORIES.containsValue(name) ? name : CATEGORIES.get(name);
        return Optional.ofNullable(code).map(known -> "\\p{" + known + "}");
    }

    private static Optional<String> script(String name) {
        try {
            UnicodeScript script = UnicodeScript.forName(name);
            boolean isSpelledRight = name.length() == 4
                    ? name.equals(capitalised(name))
                    : name.equals(longName(script)) || name.equals("SignWriting");
            return isSpelledRight ? Optional.of("\\p{script=" + script.name() + "}") : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String longName(UnicodeScript script) {
        StringBuilder name = new StringBuilder();
        for (String word : script.name().split("_")) {
            name.append(name.length() == 0 ? "" : "_").append(capitalised(word));
        }
        return name.toString();
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
