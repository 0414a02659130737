package routes.pipeline.jq;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import routes.pipeline.jq.Lexer.Kind;
import routes.pipeline.jq.Lexer.Word;
import routes.support.DidYouMean;
import routes.support.DisplayText;

/** Says what to write instead of what other languages have and jq does not. */
final class SyntaxHints {

    private static final Map<String, String> OF_CHARACTERS = Map.of(
            "&", "jq writes 'and' for &&",
            "!", "jq writes '… | not' for !, and '!=' for unequal",
            "'", "in jq, strings are in double quotes",
            "`", "in jq, strings are in double quotes",
            "$", "a field is written .name, without $; ${…} belongs into texts, such as a routing key",
            "\\", "outside of a string there is no \\",
            "^", "a power is written pow(x; y)",
            "~", "a regular expression is tested by: .name | test(\"…\")",
            "@", "a format needs a name, such as @base64");

    private static final Map<String, String> OF_NAMES = names();

    private SyntaxHints() {}

    private static Map<String, String> names() {
        Map<String, String> hints = new HashMap<>();
        add(hints, "write 'and'", "AND", "And");
        add(hints, "write 'or'", "OR", "Or");
        add(hints, "write '… | not'", "NOT", "Not");
        add(hints, "write 'true'", "True", "TRUE");
        add(hints, "write 'false'", "False", "FALSE");
        add(hints, "write 'null'", "None", "nil", "NULL", "undefined", "Null");
        add(hints, "write 'elif'", "elsif", "elseif");
        add(hints, "write .name == null, or .name != null", "isNull", "isnull", "isNotNull", "is", "exists", "defined");
        add(hints, "write 'length'", "size", "len", "count");
        add(hints, "write 'ascii_downcase'", "lower", "toLowerCase", "tolower", "lowercase", "downcase");
        add(hints, "write 'ascii_upcase'", "upper", "toUpperCase", "toupper", "uppercase", "upcase");
        add(hints, "write 'sub' or 'gsub', as in gsub(\"a\"; \"b\")", "replace", "replaceAll", "replace_all");
        add(hints, "write a slice, as in .name[0:3]", "substring", "substr", "slice", "left", "right", "mid");
        add(hints, "write .a + .b", "concat", "CONCAT", "append");
        add(hints, "write 'test', as in .name | test(\"^a\")", "matches", "regex", "like", "LIKE");
        add(hints, "write 'contains', or any(.[]; . == …)", "includes", "has_value");
        add(hints, "write .name // \"default\"", "default", "coalesce", "ifnull", "nvl", "getOrDefault");
        add(hints, "write 'tonumber'", "parseInt", "parseFloat", "int", "float", "number", "toInt", "to_number");
        add(hints, "write 'tostring'", "toString", "str", "string", "to_string");
        add(hints, "write 'fromjson' or 'tojson'", "json", "parse", "stringify", "from_json", "to_json");
        add(hints, "write @base64 or @base64d", "base64", "base64_encode", "base64_decode");
        add(hints, "write 'select'", "filter", "where");
        add(
                hints,
                "an expression makes nothing random; the event's own id is $source.id",
                "uuid",
                "uuid_v4",
                "uuidv4",
                "guid",
                "random",
                "rand");
        add(hints, "write 'now', or 'now | todate'", "today", "date_now", "currentTime", "timestamp");
        return Map.copyOf(hints);
    }

    private static void add(Map<String, String> hints, String hint, String... names) {
        for (String name : names) {
            hints.put(name, hint);
        }
    }

    /** A character with which no word begins. */
    static JqSyntaxException character(String text, int at) {
        String character = Character.toString(text.codePointAt(at));
        String hint = Optional.ofNullable(OF_CHARACTERS.get(character))
                .map(it -> ": " + it)
                .orElse("");
        return new JqSyntaxException(at, "'" + DisplayText.line(character, 1) + "' is not allowed here" + hint);
    }

    /** A name that is no function, if it is known from elsewhere. */
    static Optional<String> name(String name) {
        return Optional.ofNullable(OF_NAMES.get(name));
    }

    /** A word where none, or another one, is expected. */
    static JqSyntaxException unexpected(Word word, Word before) {
        if (word.kind() == Kind.END) {
            String last = before == null ? "" : ": something is missing after " + shown(before);
            return new JqSyntaxException(word.at(), "the expression is incomplete" + last);
        }
        String hint = Unsupported.hint(word.text())
                .orElseGet(() -> shown(word) + " is not allowed here"
                        + hint(word, before).map(it -> ": " + it).orElse(""));
        return new JqSyntaxException(word.at(), hint);
    }

    /** A word where a certain symbol is expected. */
    static JqSyntaxException missing(String symbol, Word word, Word before) {
        Optional<String> hint = hint(word, before);
        if (hint.isPresent()) {
            return unexpected(word, before);
        }
        String found = word.kind() == Kind.END ? "" : ", but found " + shown(word);
        return new JqSyntaxException(word.at(), "'" + symbol + "' is expected" + found);
    }

    private static Optional<String> hint(Word word, Word before) {
        String last = before == null ? "" : before.text();
        boolean glued = before != null && before.at() + last.length() == word.at();
        if (word.is("=") && glued && last.endsWith("=")) {
            return Optional.of("jq compares with '==' and '!='");
        }
        if (word.is("|") && glued && last.equals("|")) {
            return Optional.of("jq writes 'or' for ||");
        }
        if (word.is(">") && glued && (last.equals("<") || last.equals("="))) {
            return Optional.of(last.equals("<") ? "jq writes '!=' for unequal" : "jq writes '>='");
        }
        if (word.is("<") && glued && last.equals("=")) {
            return Optional.of("jq writes '<='");
        }
        if (last.equals("?") && before.kind() == Kind.SYMBOL && word.kind() != Kind.END && !word.is(")")) {
            return Optional.of("jq has no '? :'; write if … then … else … end");
        }
        if (word.is(";")) {
            return Optional.of("';' only separates the arguments of a function");
        }
        if (word.is("*") && last.equals("[")) {
            return Optional.of("write [] for all items");
        }
        if (word.kind() == Kind.NUMBER && word.text().startsWith(".")) {
            return Optional.of("write [" + word.text().substring(1) + "] for an item of an array");
        }
        return word.kind() == Kind.NAME ? named(word.text(), last) : Optional.empty();
    }

    private static Optional<String> named(String name, String last) {
        if (last.equals("..")) {
            return Optional.of("write .. | ." + name);
        }
        if (name.equals("in") || name.equals("IN")) {
            return Optional.of("write .name | IN(\"a\", \"b\")");
        }
        boolean isFunction = FunctionCalls.known().anyMatch(known -> known.startsWith(name + "/"));
        return isFunction ? Optional.of("a function is called after '|', as in .name | " + name) : name(name);
    }

    static String shown(Word word) {
        switch (word.kind()) {
            case FIELD:
                return DisplayText.quoted("." + word.text());
            case VARIABLE:
                return DisplayText.quoted("$" + word.text());
            case FORMAT:
                return DisplayText.quoted("@" + word.text());
            case QUOTE:
                return "a string";
            default:
                return DisplayText.quoted(word.text());
        }
    }

    /** What a variable that is not defined may mean. */
    static String variable(String name, Collection<String> known) {
        if (name.equals("body") || name.equals("event") || name.equals("message") || name.equals("payload")) {
            return "$" + name + " is not defined; the body is .";
        }
        String hint = new DidYouMean(known)
                .to(name)
                .map(near -> ", did you mean '$" + near + "'?")
                .orElse("; there are $" + String.join(", $", new TreeSet<>(known)));
        return "$" + DidYouMean.shown(name) + " is not defined" + hint;
    }
}
