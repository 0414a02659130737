package routes.pipeline.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Translates a regular expression from the syntax that jq uses, Oniguruma's "Perl_NT" with Unicode, to that of the JDK. What
 * the JDK cannot do is refused. Not thread-safe: used once.
 *
 * <p>Source: the document RE of Oniguruma 6.9, and the answers of jq 1.6 and 1.7.
 */
final class OnigurumaTranslator {

    private final String regex;
    private final StringBuilder made = new StringBuilder();
    private final List<Optional<String>> found = new ArrayList<>();

    /** All groups; empty in the first of two runs, which finds them, since a reference may come before its group. */
    private final Optional<OnigurumaGroups> groups;

    private final Deque<Boolean> extended = new ArrayDeque<>();
    private final Deque<Integer> openings = new ArrayDeque<>();
    private int position;

    /** Where the last atom begins in what is made, for quantifiers of quantifiers; -1 if there is none. */
    private int atom = -1;

    private boolean quantified;

    private final NestedRepetitions repetitions = new NestedRepetitions();

    private OnigurumaTranslator(String regex, boolean extended, Optional<OnigurumaGroups> groups) {
        this.regex = regex;
        this.groups = groups;
        this.extended.push(extended);
    }

    /**
     * @param pattern for the JDK
     * @param groups the names of all capturing groups in their order, empty for one without a name; names may repeat
     */
    record Translated(String pattern, List<Optional<String>> groups) {}

    /**
     * @param extended whether white space and comments are ignored, as with the flag {@code x}
     * @throws IllegalArgumentException with a message for the author
     */
    static Translated translate(String regex, boolean extended) {
        OnigurumaGroups groups = new OnigurumaGroups(
                List.copyOf(new OnigurumaTranslator(regex, extended, Optional.empty()).run().found));
        OnigurumaTranslator translator = new OnigurumaTranslator(regex, extended, Optional.of(groups)).run();
        return new Translated(translator.made.toString(), groups.names());
    }

    private OnigurumaTranslator run() {
        while (position < regex.length()) {
            next();
        }
        if (!openings.isEmpty()) {
            throw refused("a ( is not closed");
        }
        return this;
    }

    private void next() {
        char c = regex.charAt(position);
        if (extended.peek() && Character.isWhitespace(c)) {
            position++;
        } else if (extended.peek() && c == '#') {
            int end = regex.indexOf('\n', position);
            position = end < 0 ? regex.length() : end + 1;
        } else if (c == '\\') {
            escape();
        } else if (c == '[') {
            OnigurumaClass translated = OnigurumaClass.translate(regex, position);
            begin();
            made.append(translated.pattern());
            position = translated.end();
        } else if (c == '(') {
            open();
        } else if (c == ')') {
            close();
        } else if ("*+?".indexOf(c) >= 0 || c == '{' && interval() > 0) {
            quantify(c == '{' ? interval() : 1);
        } else if ("^$.|".indexOf(c) >= 0) {
            begin();
            made.append(c);
            atom = c == '|' ? -1 : atom;
            position++;
        } else {
            literal(regex.codePointAt(position));
            position += Character.charCount(regex.codePointAt(position));
        }
    }

    private void begin() {
        repetitions.atom();
        atom = made.length();
        quantified = false;
    }

    private void literal(int code) {
        begin();
        made.append(OnigurumaClass.literal(code));
    }

    /** The length of an interval such as {@code {1,2}} at the position; 0 if these are ordinary characters. */
    private int interval() {
        int i = position + 1;
        int digits = 0;
        for (; i < regex.length() && (Character.isDigit(regex.charAt(i)) || regex.charAt(i) == ','); i++) {
            if (regex.charAt(i) == ','
                    && (digits == 0 || regex.substring(position, i).indexOf(',') >= 0)) {
                return 0;
            }
            digits++;
        }
        return digits > 0 && i < regex.length() && regex.charAt(i) == '}' ? i + 1 - position : 0;
    }

    private void quantify(int length) {
        if (atom < 0) {
            throw refused("a quantifier has nothing before it");
        }
        if (quantified) {
            made.insert(atom, "(?:").append(')');
        }
        if (length > 1) {
            repetitions.repeat(regex.substring(position + 1, position + length - 1));
        }
        made.append(regex, position, position + length);
        position += length;
        if (position < regex.length() && "?+".indexOf(regex.charAt(position)) >= 0) {
            made.append(regex.charAt(position++));
        }
        quantified = true;
    }

    private void open() {
        int at = made.length();
        if (!regex.startsWith("(?", position)) {
            if (regex.startsWith("(*", position)) {
                throw refused("(*…) is not supported");
            }
            made.append('(');
            found.add(Optional.empty());
            position++;
        } else if (regex.startsWith("(?#", position)) {
            int end = regex.indexOf(')', position);
            if (end < 0) {
                throw refused("a comment is not closed");
            }
            position = end + 1;
            return;
        } else if (isNamed()) {
            int end = regex.indexOf(regex.charAt(position + 2) == '<' ? '>' : '\'', position + 3);
            found.add(Optional.of(name(position + 3, end)));
            position = end + 1;
            made.append('(');
        } else if (!lookOrGroup()) {
            options();
            return;
        }
        extended.push(extended.peek());
        opened(at);
    }

    private void opened(int at) {
        openings.push(at);
        repetitions.open();
        atom = -1;
    }

    private boolean isNamed() {
        return regex.startsWith("(?'", position)
                || regex.startsWith("(?<", position)
                        && !regex.startsWith("(?<=", position)
                        && !regex.startsWith("(?<!", position);
    }

    private String name(int from, int to) {
        String name = to < 0 ? "" : regex.substring(from, to);
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            throw refused("a group has no name, or one that begins with a digit");
        }
        return name;
    }

    private boolean lookOrGroup() {
        for (String start : List.of("(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!")) {
            if (regex.startsWith(start, position)) {
                made.append(start);
                position += start.length();
                return true;
            }
        }
        return false;
    }

    private void options() {
        InlineOptions options = InlineOptions.of(regex, position, extended.peek());
        int at = made.length();
        position = options.end();
        if (options.opensGroup()) {
            made.append("(?").append(options.javas()).append(':');
            extended.push(options.extended());
            opened(at);
            return;
        }
        made.append(options.javas().isEmpty() ? "" : "(?" + options.javas() + ")");
        extended.pop();
        extended.push(options.extended());
    }

    private void close() {
        if (openings.isEmpty()) {
            throw refused("a ) closes nothing");
        }
        made.append(')');
        extended.pop();
        atom = openings.pop();
        repetitions.close();
        quantified = false;
        position++;
    }

    private void escape() {
        if (position + 1 >= regex.length()) {
            throw refused("it ends with a backslash");
        }
        int at = position;
        int code = regex.codePointAt(position + 1);
        position += 1 + Character.charCount(code);
        begin();
        if (code == 'k' || code >= '1' && code <= '9') {
            reference(at, code);
        } else if (code == 'Q') {
            int end = regex.indexOf("\\E", position);
            String quoted = regex.substring(position, end < 0 ? regex.length() : end);
            quoted.codePoints().forEach(this::literal);
            position = end < 0 ? regex.length() : end + 2;
        } else if ("gKyYGo".indexOf(code) >= 0) {
            throw refused("'\\" + Character.toString(code) + "' is not supported");
        } else {
            OnigurumaClass.Escape escape = OnigurumaClass.escape(regex, at, false);
            made.append(escape.pattern());
            position = escape.end();
        }
    }

    /** A reference to a group, by number or name; of several groups of one name, to the last that matched. */
    private void reference(int at, int code) {
        if (code != 'k') {
            while (position < regex.length() && Character.isDigit(regex.charAt(position))) {
                position++;
            }
            String number = regex.substring(at + 1, position);
            boolean isOctal = number.length() > 1 && numbers(number).isEmpty();
            if (isOctal) {
                OnigurumaClass.Escape octal = OnigurumaClass.escape(regex, at, false);
                made.append(octal.pattern());
                position = octal.end();
                return;
            }
            refer(at, number);
            return;
        }
        int end = regex.indexOf('>', position);
        if (end < 0 || !regex.startsWith("<", position)) {
            throw refused("'\\k' needs the name of a group, as in \\k<name>");
        }
        String name = regex.substring(position + 1, end);
        position = end + 1;
        refer(at, name);
    }

    private List<Integer> numbers(String nameOrNumber) {
        return groups.map(all -> all.numbers(nameOrNumber)).orElse(List.of());
    }

    private void refer(int at, String nameOrNumber) {
        List<Integer> numbers = numbers(nameOrNumber);
        if (numbers.isEmpty() && groups.isPresent()) {
            throw refused("'" + regex.substring(at, position) + "' refers to no group");
        }
        made.append(numbers.stream().map(number -> "\\" + number).collect(Collectors.joining("|", "(?:", ")")));
    }

    static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("not a regular expression: " + why);
    }
}
