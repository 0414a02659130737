package routes.pipeline.jq;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;

/** Writes a time in UTC with a format of C's {@code strftime}, in the C locale. Not thread-safe: used once. */
final class DatePrinter {

    /** Codes that stand for several others. */
    static final Map<Character, String> COMPOSED = Map.of(
            'D', "%m/%d/%y",
            'F', "%Y-%m-%d",
            'T', "%H:%M:%S",
            'R', "%H:%M",
            'r', "%I:%M:%S %p",
            'c', "%a %b %e %H:%M:%S %Y",
            'x', "%m/%d/%y",
            'X', "%H:%M:%S",
            'n', "\n",
            't', "\t");

    private final LocalDateTime time;
    private final StringBuilder text = new StringBuilder();

    private DatePrinter(LocalDateTime time) {
        this.time = time;
    }

    static String print(LocalDateTime time, String format) throws JqEvaluationException {
        DatePrinter printer = new DatePrinter(time);
        printer.append(format);
        return printer.text.toString();
    }

    private void append(String format) throws JqEvaluationException {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            char flag = i + 1 < format.length() ? format.charAt(i + 1) : ' ';
            boolean hasFlag = "-_0^".indexOf(flag) >= 0;
            i += hasFlag ? 2 : 1;
            if (i >= format.length()) {
                throw new JqEvaluationException("'strftime' got a format that ends with %");
            }
            append(format.charAt(i), hasFlag ? flag : ' ');
        }
    }

    private void append(char code, char flag) throws JqEvaluationException {
        if (COMPOSED.containsKey(code)) {
            append(COMPOSED.get(code));
            return;
        }
        String word = word(code);
        if (word != null) {
            text.append(flag == '^' ? word.toUpperCase(Locale.ROOT) : word);
            return;
        }
        Field field = field(code);
        String digits = String.valueOf(field.value);
        char padding = flag == '_' ? ' ' : flag == '0' ? '0' : field.padding;
        for (int i = digits.length(); flag != '-' && i < field.width; i++) {
            text.append(padding);
        }
        text.append(digits);
    }

    /** The text of a code that is no number; otherwise null. */
    private String word(char code) {
        switch (code) {
            case '%':
                return "%";
            case 'a':
                return time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A':
                return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b':
            case 'h':
                return time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B':
                return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'p':
                return time.getHour() < 12 ? "AM" : "PM";
            case 'P':
                return time.getHour() < 12 ? "am" : "pm";
            case 'Z':
                return "UTC";
            case 'z':
                return "+0000";
            default:
                return null;
        }
    }

    private record Field(long value, int width, char padding) {}

    private Field field(char code) throws JqEvaluationException {
        int hour = time.getHour();
        int weekday = time.getDayOfWeek().getValue();
        int day = time.getDayOfYear();
        switch (code) {
            case 'Y':
                return new Field(time.getYear(), 1, '0');
            case 'C':
                return new Field(Math.floorDiv(time.getYear(), 100), 2, '0');
            case 'y':
                return new Field(Math.floorMod(time.getYear(), 100), 2, '0');
            case 'G':
                return new Field(time.get(IsoFields.WEEK_BASED_YEAR), 1, '0');
            case 'g':
                return new Field(Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
            case 'm':
                return new Field(time.getMonthValue(), 2, '0');
            case 'd':
                return new Field(time.getDayOfMonth(), 2, '0');
            case 'e':
                return new Field(time.getDayOfMonth(), 2, ' ');
            case 'H':
                return new Field(hour, 2, '0');
            case 'k':
                return new Field(hour, 2, ' ');
            case 'I':
                return new Field(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
            case 'l':
                return new Field(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
            case 'M':
                return new Field(time.getMinute(), 2, '0');
            case 'S':
                return new Field(time.getSecond(), 2, '0');
            case 'j':
                return new Field(day, 3, '0');
            case 'u':
                return new Field(weekday, 1, '0');
            case 'w':
                return new Field(weekday % 7, 1, '0');
            case 'U':
                return new Field((day + 6 - weekday % 7) / 7, 2, '0');
            case 'W':
                return new Field((day + 6 - (weekday + 6) % 7) / 7, 2, '0');
            case 'V':
                return new Field(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 's':
                return new Field(time.toEpochSecond(ZoneOffset.UTC), 1, '0');
            default:
                throw new JqEvaluationException("'strftime' does not know %" + code);
        }
    }
}
