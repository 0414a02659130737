package routes.telemetry;

import io.quarkus.logging.LoggingFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Adds the facts of a line to its message where the log is text: {@code Route started route=orders}. In JSON they are fields.
 * Lets every line pass. Thread-safe.
 */
@LoggingFilter(name = "facts-in-text")
public final class FactsInText implements Filter {

    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_.:/@+\\-]+");

    private static final Formatter FORMATTER = new SimpleFormatter();

    private final boolean json;

    public FactsInText(@ConfigProperty(name = "quarkus.log.console.json.enabled") boolean json) {
        this.json = json;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        if (!json && line instanceof ExtLogRecord) {
            Map<String, String> facts = ((ExtLogRecord) line).getMdcCopy();
            if (!facts.isEmpty()) {
                ((ExtLogRecord) line)
                        .setMessage(FORMATTER.formatMessage(line) + text(facts), ExtLogRecord.FormatStyle.NO_FORMAT);
                ((ExtLogRecord) line).setMdc(Map.of());
            }
        }
        return true;
    }

    private static String text(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> " " + fact.getKey() + "=" + value(fact.getValue()))
                        .collect(Collectors.joining());
    }

    /** As it is where it is one word; otherwise in quotes, with all that could break the line or forge another one escaped. */
    private static String value(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : value.codePoints().mapToObj(FactsInText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + Character.toString(character);
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> String.format("\\u%04x", character);
            default -> Character.toString(character);
        };
    }
}
