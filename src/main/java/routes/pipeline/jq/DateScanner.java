package routes.pipeline.jq;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a time with a format of C's {@code strptime}, in the C locale. Other than there, a time zone that is read with
 * {@code %z} counts: the result is in UTC. Not thread-safe: used once.
 */
final class DateScanner {

    private final String text;
    private final Map<Character, Long> fields = new HashMap<>();
    private int position;

    private DateScanner(String text) {
        this.text = text;
    }

    static LocalDateTime scan(String text, String format) throws JqEvaluationException {
        DateScanner scanner = new DateScanner(text);
        scanner.read(format);
        scanner.skipSpace();
        if (scanner.position < text.length()) {
            throw scanner.misfit("is longer than the format");
        }
        try {
            return scanner.time();
        } catch (DateTimeException | ArithmeticException e) {
            throw scanner.misfit("is not a valid date");
        }
    }

    private void read(String format) throws JqEvaluationException {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                i++;
                readCode(format.charAt(i));
            } else if (Character.isWhitespace(c)) {
                skipSpace();
            } else {
                literal(c);
            }
        }
    }

    private void literal(char c) throws JqEvaluationException {
        if (position >= text.length() || text.charAt(position) != c) {
            throw misfit("does not fit the format at character " + (position + 1));
        }
        position++;
    }

    private void readCode(char code) throws JqEvaluationException {
        String composed = DatePrinter.COMPOSED.get(code);
        if (composed != null) {
            read(composed);
            return;
        }
        switch (code) {
            case '%':
                literal('%');
                break;
            case 'Y':
                number('Y', 4, 0, 9999);
                break;
            case 'y':
                number('y', 2, 0, 99);
                break;
            case 'm':
                number('m', 2, 1, 12);
                break;
            case 'd':
            case 'e':
                number('d', 2, 1, 31);
                break;
            case 'H':
            case 'k':
                number('H', 2, 0, 23);
                break;
            case 'I':
            case 'l':
                number('I', 2, 1, 12);
                break;
            case 'M':
                number('M', 2, 0, 59);
                break;
            case 'S':
                number('S', 2, 0, 60);
                break;
            case 'j':
                number('j', 3, 1, 366);
                break;
            case 's':
                number('s', 18, 0, Long.MAX_VALUE);
                break;
            case 'u':
            case 'w':
                number(code, 1, 0, 7);
                break;
            case 'a':
            case 'A':
                word(code, DayOfWeek.values(), DayOfWeek::name);
                break;
            case 'b':
            case 'B':
            case 'h':
                word('m', Month.values(), Month::name);
                break;
            case 'p':
                word('p', new String[] {"AM", "PM"}, half -> half);
                break;
            case 'Z':
                while (position < text.length() && Character.isLetter(text.charAt(position))) {
                    position++;
                }
                break;
            case 'z':
                offset();
                break;
            default:
                throw new JqEvaluationException("'strptime' does not know %" + code);
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private long number(char field, int digits, long least, long most) throws JqEvaluationException {
        skipSpace();
        int from = position;
        while (position < text.length() && position - from < digits && isDigit(text.charAt(position))) {
            position++;
        }
        long value = from == position ? -1 : Long.parseLong(text.substring(from, position));
        if (value < least || value > most) {
            throw misfit("has no valid number for %" + field + " at character " + (from + 1));
        }
        fields.put(field, value);
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private interface Named<T> {
        String name(T word);
    }

    /** A word of a list, in full or its first three letters; kept by its number, counted from 1. */
    private <T> void word(char field, T[] words, Named<T> named) throws JqEvaluationException {
        String rest = text.substring(position).toUpperCase(Locale.ROOT);
        for (int i = 0; i < words.length; i++) {
            String full = named.name(words[i]);
            String abbreviated = full.substring(0, Math.min(3, full.length()));
            if (rest.startsWith(abbreviated)) {
                position += rest.startsWith(full) ? full.length() : abbreviated.length();
                fields.put(field, i + 1L);
                return;
            }
        }
        throw misfit("has no name for %" + field + " at character " + (position + 1));
    }

    private void offset() throws JqEvaluationException {
        char sign = position < text.length() ? text.charAt(position) : ' ';
        position++;
        if (sign == 'Z') {
            fields.put('z', 0L);
            return;
        }
        if (sign != '+' && sign != '-') {
            throw misfit("has no offset such as +0100 for %z at character " + position);
        }
        long hours = number('z', 2, 0, 18);
        if (position < text.length() && text.charAt(position) == ':') {
            position++;
        }
        boolean hasMinutes = position < text.length() && isDigit(text.charAt(position));
        long minutes = hours * 60 + (hasMinutes ? number('z', 2, 0, 59) : 0);
        fields.put('z', sign == '-' ? -minutes : minutes);
    }

    private LocalDateTime time() {
        if (fields.containsKey('s')) {
            return LocalDateTime.ofEpochSecond(fields.get('s'), 0, ZoneOffset.UTC);
        }
        int year = value('Y', () -> fields.containsKey('y') ? century() : 1900);
        LocalDate date = fields.containsKey('j')
                ? LocalDate.ofYearDay(year, value('j', () -> 1))
                : LocalDate.of(year, value('m', () -> 1), 1).plusDays(value('d', () -> 1) - 1L);
        int hour = value('H', this::hourOfClock);
        return date.atTime(LocalTime.of(hour, value('M', () -> 0)))
                .plusSeconds(value('S', () -> 0))
                .minusMinutes(value('z', () -> 0));
    }

    private int century() {
        int year = value('y', () -> 0);
        return year < 69 ? 2000 + year : 1900 + year;
    }

    private int hourOfClock() {
        return value('I', () -> 0) % 12 + (value('p', () -> 1) == 2 ? 12 : 0);
    }

    private int value(char field, Supplier<Integer> otherwise) {
        Long value = fields.get(field);
        return value == null ? otherwise.get() : value.intValue();
    }

    private JqEvaluationException misfit(String why) {
        return new JqEvaluationException("'strptime' got a string that " + why);
    }
}
