package routes.pipeline.json;

import java.util.Optional;

/**
 * Translates a regular expression of ECMA-262 in Unicode mode, as JSON Schema uses it, to one of {@link
 * java.util.regex.Pattern} that matches the same texts. Also takes what older patterns have and what is not ambiguous: {@code
 * \-} and other punctuation after a backslash, a closing bracket or a brace that stands for itself, a hyphen beside {@code
 * \w} in a class. What Java cannot match in the same way is refused. Not thread-safe.
 */
final class EcmaRegex {

    /** Makes Java move by code points also where a pattern looks around and names no character beyond U+FFFF. */
    private static final String BY_CODE_POINTS = "(?:\ud800\udc00){0}";

    private static final int MAX_LENGTH = 65_536;

    private final PatternCursor in;
    private final EcmaCharacters characters;
    private final EcmaGroups groups;
    private final StringBuilder out = new StringBuilder();

    private boolean everyLine;
    private boolean dotAll;
    private boolean looksAround;
    private int lookbehinds;

    private EcmaRegex(String pattern) {
        this.in = new PatternCursor(pattern);
        this.characters = new EcmaCharacters(in);
        this.groups = new EcmaGroups(pattern);
    }

    /** @throws IllegalArgumentException with a message for the author if this is not a pattern, or cannot be translated */
    static String toJava(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "not a regular expression: it has more than " + MAX_LENGTH + " characters");
        }
        return new EcmaRegex(pattern).translated();
    }

    /** Whether this is a pattern of ECMA-262, also if it cannot be translated. */
    static boolean isPattern(String pattern) {
        try {
            toJava(pattern);
            return true;
        } catch (Untranslatable e) {
            return true;
        } catch (IllegalArgumentException | StackOverflowError e) {
            return false;
        }
    }

    /** Thrown for a pattern that Java cannot match as ECMA-262 does. */
    static final class Untranslatable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Untranslatable(String why) {
            super("not a regular expression for the hub: " + why);
        }
    }

    private String translated() {
        disjunction(groups.root());
        if (!in.isAtEnd()) {
            throw in.refused("a ')' has no opening '('");
        }
        return groups.resolved(out.toString()) + (looksAround ? BY_CODE_POINTS : "");
    }

    private void disjunction(EcmaGroups.Node group) {
        alternative(group.alternative());
        while (in.skip("|")) {
            out.append('|');
            alternative(group.alternative());
        }
    }

    private void alternative(EcmaGroups.Node alternative) {
        while (!in.isAtEnd() && in.peek() != '|' && in.peek() != ')') {
            term(alternative);
        }
    }

    private void term(EcmaGroups.Node alternative) {
        if (assertion(alternative)) {
            return;
        }
        if (in.skip("(")) {
            EcmaGroups.Node group = group(alternative);
            quantifier(group);
            return;
        }
        atom(alternative);
        quantifier(alternative.group());
    }

    private boolean assertion(EcmaGroups.Node alternative) {
        if (in.skip("^")) {
            out.append(everyLine ? "(?<![^" + EcmaCharacters.LINE_END + "])" : "^");
            return true;
        } else if (in.skip("$")) {
            out.append(everyLine ? "(?![^" + EcmaCharacters.LINE_END + "])" : "\\z");
            return true;
        } else if (in.skip("\\b")) {
            out.append(EcmaCharacters.BOUNDARY);
        } else if (in.skip("\\B")) {
            out.append(EcmaCharacters.NO_BOUNDARY);
        } else if (in.skip("(?=")) {
            around("(?=", alternative.group());
        } else if (in.skip("(?!")) {
            around("(?!", alternative.group().optional());
        } else if (in.skip("(?<=")) {
            lookbehinds++;
            around("(?<=", alternative.group());
            lookbehinds--;
        } else if (in.skip("(?<!")) {
            lookbehinds++;
            around("(?<!", alternative.group().optional());
            lookbehinds--;
        } else {
            return false;
        }
        looksAround = true;
        return true;
    }

    private void around(String opening, EcmaGroups.Node group) {
        out.append(opening);
        disjunction(group);
        close();
    }

    private void close() {
        if (!in.skip(")")) {
            throw in.refused("a group has no closing ')'");
        }
        out.append(')');
    }

    private EcmaGroups.Node group(EcmaGroups.Node alternative) {
        EcmaGroups.Node group = alternative.group();
        if (in.skip("?:")) {
            around("(?:", group);
        } else if (in.skip("?<")) {
            String name = in.until('>', "the name of a group");
            if (!EcmaGroups.isName(name)) {
                throw in.refused("'" + name + "' cannot be the name of a group");
            }
            capture(group, Optional.of(name));
        } else if (in.startsWith("?")) {
            flags(group);
        } else {
            capture(group, Optional.empty());
        }
        return group;
    }

    private void capture(EcmaGroups.Node group, Optional<String> name) {
        int number = groups.opened(group, name);
        out.append(groups.opening(number));
        disjunction(group);
        out.append(groups.beforeClosing(number));
        close();
    }

    /** A group such as {@code (?i:…)}. */
    private void flags(EcmaGroups.Node group) {
        int start = in.position();
        in.next();
        StringBuilder written = new StringBuilder();
        while ("ims-".indexOf(in.peek()) >= 0) {
            written.appendCodePoint(in.next());
        }
        String flags = written.toString();
        int minus = flags.indexOf('-');
        boolean isOnce = flags.chars().distinct().count() == flags.length();
        if (!in.skip(":") || !isOnce || flags.isEmpty() || flags.equals("-")) {
            in.back(start);
            throw in.refused(unknownGroup());
        }
        String on = minus < 0 ? flags : flags.substring(0, minus);
        String off = minus < 0 ? "" : flags.substring(minus + 1);
        boolean outerEveryLine = everyLine;
        boolean outerDotAll = dotAll;
        everyLine = on.contains("m") || everyLine && !off.contains("m");
        dotAll = on.contains("s") || dotAll && !off.contains("s");
        around(on.contains("i") ? "(?iu:" : off.contains("i") ? "(?-iu:" : "(?:", group);
        everyLine = outerEveryLine;
        dotAll = outerDotAll;
    }

    private String unknownGroup() {
        if (in.startsWith("?P")) {
            return "'(?P' is not known; write the name of a group like (?<name>…), and refer to it by \\k<name>";
        } else if (in.startsWith("?#")) {
            return "it has no comments";
        } else if (in.startsWith("?>")) {
            return "it has no atomic groups; write (?:…)";
        }
        return "'(?' must be followed by ':', '=', '!', '<=', '<!', '<name>' or flags for the group, like (?i:…)";
    }

    private void atom(EcmaGroups.Node alternative) {
        int next = in.peek();
        switch (next) {
            case '.':
                in.next();
                out.append(dotAll ? EcmaCharacters.ANY : "[^" + EcmaCharacters.LINE_END + "]");
                break;
            case '[':
                in.next();
                out.append(characters.characterClass());
                break;
            case '\\':
                escape(alternative);
                break;
            case '*':
            case '+':
            case '?':
                throw in.refused("there is nothing that '" + Character.toString(next) + "' could repeat");
            case '{':
                if (EcmaQuantifier.startsBounds(in)) {
                    throw in.refused("'{' must follow what is repeated, and be written like {2}, {2,} or {0,5};"
                            + " a brace itself is \\{");
                }
                out.append(EcmaCharacters.literal(in.next()));
                break;
            default:
                out.append(EcmaCharacters.literal(in.next()));
        }
    }

    private void escape(EcmaGroups.Node alternative) {
        Optional<String> set = characters.set();
        if (set.isPresent()) {
            out.append('[').append(set.get()).append(']');
            return;
        }
        in.next();
        boolean isNumber = in.peek() >= '1' && in.peek() <= '9';
        if (!isNumber && !in.startsWith("k")) {
            out.append(EcmaCharacters.literal(characters.escapedCharacter()));
            return;
        }
        if (lookbehinds > 0) {
            throw new Untranslatable("it refers to a group within a lookbehind");
        }
        int number = isNumber ? groups.numbered(in.digits()) : named();
        if (number == 0) {
            throw in.refused("it refers to a group that does not exist");
        }
        out.append(groups.reference(number, alternative));
    }

    private int named() {
        if (!in.skip("k<")) {
            throw in.refused("'\\k' must be followed by the name of a group, like \\k<name>");
        }
        return groups.named(in.until('>', "\\k<"));
    }

    private void quantifier(EcmaGroups.Node repeated) {
        EcmaQuantifier.read(in).ifPresent(quantifier -> {
            repeated.repeat(quantifier.min(), quantifier.max());
            out.append(quantifier.written());
        });
    }
}
