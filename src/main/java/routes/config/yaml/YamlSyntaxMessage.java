package routes.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in plain words what the YAML parser found wrong, and how to mend it. It names lines, columns and signs, and never shows
 * text of the file, which may be a secret. Immutable and thread-safe.
 */
final class YamlSyntaxMessage {

    private static final Pattern STARTING = Pattern.compile("found character '(.).*' that cannot start any token.*");
    private static final Pattern GLUED_COLON = Pattern.compile("\\s*(?:- )?[\\w.-]+:[^\\s:/].*");
    private static final Pattern UNCLOSED = Pattern.compile("expected ',' or '([}\\]])', but got (.*)");
    private static final String IN_QUOTES = "put the whole text in quotes";

    /** What the parser says of things that need no look at the lines. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry(
                    "found unknown escape character",
                    "in double quotes, a \\ begins an escape, and this one does not"
                            + " exist: write \\\\ for a backslash, or put the text in single quotes"),
            Map.entry(
                    "expected escape sequence of",
                    "the escapes \\x, \\u and \\U need 2, 4 and 8 hexadecimal digits: write \\\\ for a backslash, or put the"
                            + " text in single quotes"),
            Map.entry(
                    "expected chomping or indentation",
                    "nothing else can follow | or > on its line: text that begins" + " with | or > must be in quotes"),
            Map.entry(
                    "sequence entries are not allowed",
                    "a list item cannot begin on the line of its key: put it on a"
                            + " line of its own, or put text that begins with '- ' in quotes"),
            Map.entry("expected alphabetic or numeric", "text that begins with & or * must be in quotes"),
            Map.entry(
                    "found undefined tag handle",
                    "found a tag that is not known: put text that begins with ! in quotes"),
            Map.entry("found duplicate %YAML", "the line is a directive, which hub files do not need: remove it"),
            Map.entry("found incompatible YAML", "the line is a directive for another version of YAML: remove it"));

    private final List<String> lines;
    private final String problem;
    private final Optional<Mark> place;
    private final Optional<Mark> context;
    private final String during;

    YamlSyntaxMessage(String text, MarkedYamlEngineException e) {
        this.lines = List.of(text.split("\r\n?|\n", -1));
        this.problem = e.getProblem().replaceAll("\\s+", " ");
        this.place = e.getProblemMark();
        this.context = e.getContextMark();
        this.during = Optional.ofNullable(e.getContext()).orElse("");
    }

    String words() {
        Optional<String> fixed = FIXED.entrySet().stream()
                .filter(entry -> problem.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return fixed.or(this::ofPlace).orElse(problem.contains("tag") ? "found a tag that is not known" : problem);
    }

    private Optional<String> ofPlace() {
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Matcher starting = STARTING.matcher(problem);
        Matcher unclosed = UNCLOSED.matcher(problem);
        if (starting.matches()) {
            return Optional.of(starting(starting.group(1)));
        } else if (unclosed.matches() && context.isPresent()) {
            return Optional.of(unclosed(unclosed.group(1), unclosed.group(2)));
        } else if (problem.equals("mapping values are not allowed here")) {
            return Optional.of(unexpectedColon());
        } else if (problem.equals("could not find expected ':'")) {
            int line = context.orElse(place.get()).getLine();
            return Optional.of(
                    "line " + (line + 1) + " is neither 'key: value' nor a list item '- …': text of several lines"
                            + " begins with | behind its key, and is indented deeper than the key");
        } else if (problem.startsWith("expected the node content")) {
            return Optional.of("text that begins with " + sign(place.get()) + " must be in quotes");
        } else if (during.contains("quoted scalar")) {
            return Optional.of("the quote in " + spot(context.get()) + " is not closed");
        }
        return problem.startsWith("expected <block end>") || problem.startsWith("expected '<document start>'")
                ? Optional.of(endOfBlock())
                : Optional.empty();
    }

    private String starting(String sign) {
        if (!sign.equals("\\")) {
            return "text that begins with " + sign + " must be in quotes";
        }
        return isBlankBefore(place.get())
                ? "line " + (place.get().getLine() + 1) + " is indented by a tab: YAML is indented by spaces"
                : "there is a tab where YAML takes spaces only: replace it by a space";
    }

    private String unclosed(String bracket, String found) {
        Mark opening = context.orElseThrow();
        String open = "the " + (bracket.equals("}") ? "{" : "[") + " in " + spot(opening);
        if (found.equals("{")
                && text(place.get().getLine(), place.get().getColumn()).endsWith("$")) {
            return open + " is not closed before ${: put text with ${…} in quotes";
        } else if (found.equals("}") || found.equals("]")) {
            return open + " is closed by " + found + ": it needs " + bracket;
        } else if (opening.getLine() == place.get().getLine()) {
            return "a comma is missing within " + open + ", or quotes around a text with ', ' or ': '";
        }
        return open + " is not closed: " + bracket + " is missing";
    }

    /** A colon after something that is a value already, or no key. */
    private String unexpectedColon() {
        int line = place.get().getLine();
        String before = text(line, place.get().getColumn());
        if (before.matches(".*\\S:(?:\\s.*|$)") || before.matches(".*[\\w\"']:\\s.*")) {
            return "a text with ': ' in it must be in quotes";
        }
        int above = previous(line);
        String value = above < 0 ? "" : lines.get(above);
        if (GLUED_COLON.matcher(value).matches()) {
            return "a space is missing after the colon in line " + (above + 1);
        } else if (!value.contains(":")) {
            return "the colon is missing at the end of line " + (above + 1);
        }
        return "line " + (line + 1) + " is indented by " + spaces(indent(line)) + ", deeper than line " + (above + 1)
                + ", which has a value already: a key beside it needs " + spaces(indent(above));
    }

    private String endOfBlock() {
        Mark mark = place.get();
        String before = text(mark.getLine(), mark.getColumn());
        if (isBlankBefore(mark)) {
            return indentation(mark);
        } else if (GLUED_COLON.matcher(before).matches()) {
            return "a space is missing after the colon";
        } else if (problem.endsWith("'}'") || problem.endsWith("']'")) {
            return sign(mark) + " closes nothing: remove it, or " + IN_QUOTES;
        } else if (before.stripTrailing().matches(".*[}\\]]")) {
            return "nothing can follow "
                    + before.stripTrailing().substring(before.stripTrailing().length() - 1) + " here: " + IN_QUOTES
                    + ", such as text with {{…}}";
        }
        return "the text goes on after its closing quote: " + IN_QUOTES
                + ", and write '' for ' in single quotes, or \\\" for \" in double quotes";
    }

    /** A line whose indentation fits to no block that is open there, or that is of another kind. */
    private String indentation(Mark mark) {
        int line = mark.getLine();
        int indent = mark.getColumn();
        List<Level> levels = levels(line);
        boolean isItem = lines.get(line).strip().startsWith("-");
        Optional<Level> same =
                levels.stream().filter(level -> level.indent == indent).findFirst();
        if (same.isPresent() && same.get().isItem != isItem) {
            String begun = isItem ? "a key" : "a list item '- …'";
            String own = isItem ? "a list item" : "a key";
            return "line " + (line + 1) + " is " + own + " and line " + (same.get().line + 1) + " is " + begun
                    + " with the same indentation of " + spaces(indent) + ": " + remedy(isItem, indent, levels);
        }
        return "line " + (line + 1) + " is indented by " + spaces(indent) + ", which fits no line above it: "
                + expected(indent, isItem, levels);
    }

    private static String remedy(boolean isItem, int indent, List<Level> levels) {
        if (isItem) {
            return levels.stream()
                    .filter(Level::isItem)
                    .findFirst()
                    .map(level ->
                            "an item of the list needs " + spaces(level.indent) + ", like line " + (level.line + 1))
                    .orElse("a list stands below a key of its own");
        }
        return levels.stream()
                .filter(level -> level.indent < indent)
                .findFirst()
                .map(level -> "a key after the list needs " + spaces(level.indent) + ", like line " + (level.line + 1))
                .orElse("a list and keys cannot be mixed");
    }

    private static String expected(int indent, boolean isItem, List<Level> levels) {
        List<String> fits = new ArrayList<>();
        boolean alike = levels.stream().anyMatch(level -> level.isItem == isItem);
        levels.stream()
                .filter(level -> level.isItem == isItem || !alike)
                .sorted((a, b) -> Integer.compare(Math.abs(a.indent - indent), Math.abs(b.indent - indent)))
                .limit(2)
                .forEach(level -> fits.add(spaces(level.indent) + ", like line " + (level.line + 1)));
        return fits.isEmpty() ? "it needs none" : "it needs " + String.join(", or ", fits);
    }

    /** An indentation with which a line can go on, and the nearest line that has it. */
    private record Level(int indent, int line, boolean isItem) {}

    /** The indentations that are open above a line, the deepest first. Behind {@code - } there is a second one. */
    private List<Level> levels(int line) {
        List<Level> levels = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (int above = previous(line); above >= 0; above = previous(above)) {
            String text = lines.get(above).strip();
            int indent = indent(above);
            if (indent < least) {
                if (text.startsWith("- ")) {
                    int within = indent
                            + text.length()
                            - text.substring(1).stripLeading().length();
                    if (within < least) {
                        levels.add(new Level(within, above, false));
                    }
                }
                levels.add(new Level(indent, above, text.startsWith("-")));
                least = indent;
            }
        }
        return levels;
    }

    /** The line above that is neither empty nor a comment; -1 if there is none. */
    private int previous(int line) {
        int above = line - 1;
        while (above >= 0
                && (lines.get(above).isBlank() || lines.get(above).strip().startsWith("#"))) {
            above--;
        }
        return above;
    }

    private int indent(int line) {
        String text = lines.get(line);
        return text.length() - text.stripLeading().length();
    }

    private boolean isBlankBefore(Mark mark) {
        return text(mark.getLine(), mark.getColumn()).isBlank();
    }

    private String text(int line, int end) {
        String text = line < lines.size() ? lines.get(line) : "";
        return text.substring(
                0,
                Math.min(
                        text.length(),
                        text.offsetByCodePoints(0, Math.min(end, text.codePointCount(0, text.length())))));
    }

    private String sign(Mark mark) {
        String text = lines.get(mark.getLine());
        int at = text(mark.getLine(), mark.getColumn()).length();
        return at < text.length() ? text.substring(at, at + 1) : "this";
    }

    private static String spot(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static String spaces(int number) {
        return number == 0 ? "no spaces" : number == 1 ? "1 space" : number + " spaces";
    }
}
