package routes.support;

import java.util.Optional;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger that keeps the message of a line constant, and its facts apart from it: the key-value pairs of {@link
 * Logger#atInfo()} and its siblings become the line's own diagnostic context ({@code mdc} in JSON). Quarkus' binding of SLF4J
 * would write them into the message. An {@link Optional} is written as its value, and not at all where it is empty. Thread-safe.
 */
public final class StructuredLogger extends LegacyAbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1;
    private static final String CALLER = StructuredLogger.class.getName();

    private final transient org.jboss.logmanager.Logger lines;

    private StructuredLogger(String name) {
        this.name = name;
        this.lines = org.jboss.logmanager.Logger.getLogger(name);
    }

    public static Logger of(Class<?> type) {
        return of(type.getName());
    }

    public static Logger of(String name) {
        return new StructuredLogger(name);
    }

    @Override
    public void log(LoggingEvent event) {
        java.util.logging.Level level = level(event.getLevel());
        if (!lines.isLoggable(level)) {
            return;
        }
        ExtLogRecord line = new ExtLogRecord(level, event.getMessage(), ExtLogRecord.FormatStyle.NO_FORMAT, CALLER);
        line.setThrown(event.getThrowable());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(fact -> add(line, fact));
        }
        lines.logRaw(line);
    }

    private static void add(ExtLogRecord line, KeyValuePair fact) {
        if (fact.value instanceof Optional) {
            ((Optional<?>) fact.value).ifPresent(value -> line.putMdc(fact.key, value.toString()));
        } else {
            line.putMdc(fact.key, String.valueOf(fact.value));
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(
            org.slf4j.event.Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
        lines.log(
                CALLER,
                level(level),
                org.slf4j.helpers.MessageFormatter.basicArrayFormat(message, arguments),
                ExtLogRecord.FormatStyle.NO_FORMAT,
                new Object[0],
                thrown);
    }

    private static java.util.logging.Level level(org.slf4j.event.Level level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return CALLER;
    }

    @Override
    public boolean isErrorEnabled() {
        return lines.isLoggable(Level.ERROR);
    }

    @Override
    public boolean isWarnEnabled() {
        return lines.isLoggable(Level.WARN);
    }

    @Override
    public boolean isInfoEnabled() {
        return lines.isLoggable(Level.INFO);
    }

    @Override
    public boolean isDebugEnabled() {
        return lines.isLoggable(Level.DEBUG);
    }

    @Override
    public boolean isTraceEnabled() {
        return lines.isLoggable(Level.TRACE);
    }
}
