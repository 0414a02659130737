package routes.pipeline.jq;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits an expression into words, one at a time. The parser reads strings itself, because they can contain expressions. Not
 * thread-safe: used once.
 */
final class Lexer {

    /** The kind of a word. */
    enum Kind {
        NAME,
        FIELD,
        VARIABLE,
        FORMAT,
        NUMBER,
        QUOTE,
        SYMBOL,
        END
    }

    /** A word, without the prefix ({@code . $ @}) that determines its kind. */
    record Word(Kind kind, String text, int at) {
        boolean is(String symbol) {
            return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
        }
    }

    private static final Pattern WORD = Pattern.compile("\\.(?<field>[a-zA-Z_]\\w*)"
            + "|(?<name>[a-zA-Z_]\\w*(?:::\\w+)*)"
            + "|\\$(?<variable>[a-zA-Z_]\\w*)"
            + "|@(?<format>[a-zA-Z0-9_]+)"
            + "|(?<number>(?:\\d{1,500}(?:\\.\\d{0,500})?|\\.\\d{1,500})(?:[eE][+-]?\\d+)?)"
            + "|(?<quote>\")"
            + "|(?<symbol>//=|\\|=|\\+=|-=|\\*=|/=|%=|==|!=|<=|>=|//|\\.\\.|[.\\[\\](){}|,:;=<>+\\-*/%?])");

    private final String text;
    private int position;
    private Word next;
    private Word last;
    private Word beforeLast;

    Lexer(String text, int from) {
        this.text = text;
        this.position = from;
    }

    Word peek() throws JqSyntaxException {
        if (next == null) {
            next = cut();
        }
        return next;
    }

    Word take() throws JqSyntaxException {
        Word word = peek();
        next = null;
        beforeLast = last;
        last = word;
        return word;
    }

    /** The word before one that has just been taken, or that is the next; null if there is none. */
    Word before(Word word) {
        return word == last ? beforeLast : last;
    }

    /** The characters between two positions. */
    String text(int from, int to) {
        return text.substring(Math.max(0, from), Math.min(to, text.length()));
    }

    /** The position of the next character that has not been read. To be called only between {@link #take} and {@link #peek}. */
    int position() {
        return position;
    }

    /** The line of a position, counted from 1. */
    int line(int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** The next character, for the inside of strings. */
    char character() throws JqSyntaxException {
        if (position >= text.length()) {
            throw new JqSyntaxException(position, "a string is not closed; its last quote is missing");
        }
        return text.charAt(position++);
    }

    private Word cut() throws JqSyntaxException {
        skipSpace();
        if (position == text.length()) {
            return new Word(Kind.END, "", position);
        }
        Matcher word = WORD.matcher(text).region(position, text.length());
        if (!word.lookingAt()) {
            throw SyntaxHints.character(text, position);
        }
        int at = position;
        position = word.end();
        for (Kind kind : Kind.values()) {
            String found = kind == Kind.END ? "" : word.group(kind.name().toLowerCase(Locale.ROOT));
            if (found != null) {
                return new Word(kind, found, at);
            }
        }
        throw new JqSyntaxException(at, "a word is expected");
    }

    /** Skips white space and comments. A comment ends with its line, unless the last character of that is a backslash. */
    private void skipSpace() {
        boolean comment = false;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (!comment && c != '#' && !Character.isWhitespace(c)) {
                return;
            }
            if (comment && c == '\\') {
                position += text.startsWith("\r\n", position + 1) ? 2 : 1;
            } else {
                comment = c != '\n' && (comment || c == '#');
            }
        }
        position = text.length();
    }
}
