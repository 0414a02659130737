package routes.telemetry;

import io.quarkus.logging.LoggingFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import routes.support.LogText;

/**
 * Gives every line of the log its form, whoever writes it. A message stays on one line: what comes from outside, such as a name or
 * the error text of a broker, cannot look like a line of its own. The facts of a line follow its message where the log is text:
 * {@code Route started route=orders}. In JSON they are fields. Stack traces keep their lines. Lets every line pass. Thread-safe.
 */
@LoggingFilter(name = "log-lines")
public final class LogLines implements Filter {

    /** The message with its parameters, and nothing else. */
    private final ExtFormatter text = new PatternFormatter("%s");

    private final boolean json;

    public LogLines(@ConfigProperty(name = "quarkus.log.console.json.enabled") boolean json) {
        this.json = json;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        String message = text.format(ExtLogRecord.wrap(line));
        String safe = LogText.line(message) + (line instanceof ExtLogRecord one ? facts(one) : "");
        if (!safe.equals(message)) {
            replace(line, safe);
        }
        return true;
    }

    /** The facts as text, which are no longer kept apart then. In JSON they stay fields, each on one line when it is shown. */
    private String facts(ExtLogRecord line) {
        Map<String, String> facts = new TreeMap<>(line.getMdcCopy());
        if (json) {
            if (!facts.isEmpty()) {
                facts.replaceAll((name, value) -> LogText.line(value));
                line.setMdc(facts);
            }
            return "";
        }
        line.setMdc(Map.of());
        return facts.entrySet().stream()
                .map(fact -> " " + fact.getKey() + "=" + LogText.value(fact.getValue()))
                .collect(Collectors.joining());
    }

    private static void replace(LogRecord line, String message) {
        if (line instanceof ExtLogRecord formatted) {
            formatted.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(message);
        }
        line.setParameters(new Object[0]);
    }
}
