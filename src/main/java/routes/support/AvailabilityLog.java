package routes.support;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs that a source or target was lost, and that it is back: one WARN and one INFO. Where it comes and goes quickly, losses that
 * follow a logged one within {@link #INTERVAL} are not logged at once but counted by the next line, unless one of them lasts
 * longer. To be told of every state that is seen, also when nothing has changed. Thread-safe.
 */
public final class AvailabilityLog {

    static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Logger log;
    private final String lost;
    private final String back;
    private final Supplier<Map<String, String>> facts;
    private final LongSupplier nanos;
    private volatile boolean isLost;
    private volatile boolean isToldLost;
    private int losses;
    private boolean everTold;
    private long toldAt;

    /**
     * @param lost the message for a loss
     * @param back the message for a return
     * @param facts such as the route
     */
    public AvailabilityLog(Logger log, String lost, String back, Supplier<Map<String, String>> facts) {
        this(log, lost, back, facts, System::nanoTime);
    }

    AvailabilityLog(Logger log, String lost, String back, Supplier<Map<String, String>> facts, LongSupplier nanos) {
        this.log = log;
        this.lost = lost;
        this.back = back;
        this.facts = facts;
        this.nanos = nanos;
    }

    /** It is lost, for this reason. */
    public synchronized void lost(String problem) {
        losses += isLost ? 0 : 1;
        isLost = true;
        boolean isTime = !everTold || nanos.getAsLong() - toldAt >= INTERVAL.toNanos();
        if (!isToldLost && isTime) {
            LoggingEventBuilder line = line(Level.WARN).addKeyValue("problem", problem);
            (losses > 1 ? line.addKeyValue("times", losses) : line).log(lost);
            isToldLost = true;
            everTold = true;
            toldAt = nanos.getAsLong();
            losses = 0;
        }
    }

    /** It is available. */
    public void available() {
        if (isToldLost || isLost) {
            returned();
        }
    }

    private synchronized void returned() {
        isLost = false;
        if (isToldLost) {
            isToldLost = false;
            line(Level.INFO).log(back);
        }
    }

    private LoggingEventBuilder line(Level level) {
        LoggingEventBuilder line = log.atLevel(level);
        facts.get().forEach(line::addKeyValue);
        return line;
    }
}
