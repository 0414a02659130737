package routes.telemetry;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import routes.support.LogText;

/**
 * Keeps every message of the log on one line, whoever writes it: what comes from outside, such as a name or the error text of a
 * broker, cannot look like a line of its own. Stack traces keep their lines. Thread-safe.
 */
@LoggingFilter(name = "one-line")
public final class OneLineLog implements Filter {

    /** The message with its parameters, and nothing else. */
    private final ExtFormatter text = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord line) {
        String message = text.format(ExtLogRecord.wrap(line));
        String safe = LogText.line(message);
        if (!safe.equals(message)) {
            replace(line, safe);
        }
        return true;
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
