package routes.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** All that is logged in this JVM, and what Kafka's clients and their settings would log if they were let. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger everybody = Logger.getLogger("");
    /** Kept, because a logger that nobody holds forgets its level. */
    private final List<Logger> clients =
            List.of(Logger.getLogger("org.apache.kafka.clients"), Logger.getLogger("org.apache.kafka.common.config"));

    private CapturedLog() {}

    public static CapturedLog listen() {
        CapturedLog overheard = new CapturedLog();
        overheard.clients.forEach(logger -> {
            logger.setLevel(Level.INFO);
            logger.setUseParentHandlers(false);
            logger.addHandler(overheard);
        });
        overheard.everybody.addHandler(overheard);
        return overheard;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord spoken) {
        String facts = spoken instanceof ExtLogRecord
                ? ((ExtLogRecord) spoken).getMdcCopy().toString()
                : "";
        lines.add(new SimpleFormatter().format(spoken) + facts + Arrays.toString(spoken.getParameters()));
    }

    @Override
    public void flush() {
        // Kept at once.
    }

    @Override
    public void close() {
        everybody.removeHandler(this);
        clients.forEach(logger -> {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        });
    }
}
