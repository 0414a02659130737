package routes.pipeline.json;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.model.DeadLetterReason;
import routes.pipeline.body.StepException;

/**
 * Finds what separates the cells of a CSV body. A body whose cells are separated by something else is refused, so that it never
 * becomes a single column without anybody noticing. Thread-safe.
 *
 * @param stated the separator that the route names; empty if it is to be found in the body
 * @param quote the character around cells
 * @param columns the number of columns; 0 if the route does not name them
 */
record CsvSeparator(Optional<Character> stated, Optional<Character> quote, int columns) {

    private static final String USUAL = ",;\t|";

    /** Characters that separate the cells of some files, and that are rare in the name of a column. */
    private static final String UNUSUAL = ":^~!¦，；";

    /** The first line that spreadsheets write to name the separator. */
    private static final Pattern SEP_LINE = Pattern.compile("\\A\"?sep=(.)\"?(?:\\r\\n|\\r|\\n|\\z)");

    /** A CSV body without the line that names its separator. */
    record Found(char separator, String text) {}

    Found in(String text) throws StepException {
        Matcher line = SEP_LINE.matcher(text);
        if (!line.find()) {
            return new Found(stated.isPresent() ? confirmed(stated.get(), text) : only(text), text);
        }
        char named = line.group(1).charAt(0);
        if (stated.isPresent() && stated.get() != named) {
            throw refused("its first line says that the separator is " + shown(named) + ", but the route says "
                    + shown(stated.get()));
        }
        String rest = text.substring(line.end());
        return new Found(confirmed(named, rest), rest);
    }

    private char only(String text) throws StepException {
        int[] found = usual(text, c -> true);
        if (found.length > 1 && columns > 0) {
            found = usual(text, c -> count(text, c) + 1 == columns);
        }
        if (found.length == 1) {
            return (char) found[0];
        }
        if (found.length == 0 && usual(text, c -> true).length == 0) {
            int unusual = UNUSUAL.chars()
                    .filter(c -> count(text, c) > 0)
                    .findFirst()
                    .orElseGet(() -> text.chars()
                            .limit(endOfLine(text))
                            .filter(c -> c < ' ' && c != '\t')
                            .findFirst()
                            .orElse(-1));
            if (unusual >= 0) {
                throw refused("its first line has neither comma, semicolon, tab nor vertical bar, but "
                        + shown((char) unusual) + "; write 'separator' in the route, or have the name put in quotes");
            }
            return USUAL.charAt(0);
        }
        throw refused("its first line has " + listed(usual(text, c -> true))
                + " outside quotes; write in the route which one is the 'separator'");
    }

    private char confirmed(char separator, String text) throws StepException {
        int[] others = usual(text, c -> true);
        if (count(text, separator) == 0 && others.length > 0 && columns != 1) {
            throw refused("the separator is " + shown(separator) + ", but its first line has only " + listed(others)
                    + "; change 'separator' in the route, or have the name put in quotes");
        }
        return separator;
    }

    private int[] usual(String text, IntPredicate more) {
        return USUAL.chars().filter(c -> count(text, c) > 0 && more.test(c)).toArray();
    }

    /** How often the first record contains the character outside quotes. */
    private int count(String text, int wanted) {
        int count = 0;
        boolean within = false;
        boolean opens = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isQuote = quote.isPresent() && c == quote.get();
            boolean closes = isQuote && within;
            if (isQuote && (opens || within)) {
                within = !within;
            } else if (!within && (c == '\r' || c == '\n')) {
                break;
            } else if (!within && c == wanted) {
                count++;
            }
            // A quote opens a cell at its beginning, and opens it again right after it has closed it.
            opens = !within && (closes || c == wanted || USUAL.indexOf(c) >= 0);
        }
        return count;
    }

    private static int endOfLine(String text) {
        return IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) == '\r' || text.charAt(i) == '\n')
                .findFirst()
                .orElse(text.length());
    }

    private static String listed(int[] separators) {
        return IntStream.of(separators).mapToObj(c -> shown((char) c)).collect(Collectors.joining(" and "));
    }

    static String shown(char separator) {
        if (separator == '\t') {
            return "a tab";
        }
        return separator < ' ' ? String.format("U+%04X", (int) separator) : "'" + separator + "'";
    }

    private static StepException refused(String why) {
        return new StepException(DeadLetterReason.PARSE, "not the CSV that the route expects: " + why);
    }
}
