package routes.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps brokers in this JVM from drowning what a test or a first run has to say. */
final class QuietLogs {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final List<Logger> HUSHED = List.of(
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("kafka"),
            Logger.getLogger("state.change.logger"),
            Logger.getLogger("org.apache.qpid"),
            Logger.getLogger("qpid"),
            Logger.getLogger("org.apache.pekko"),
            Logger.getLogger("org.elasticmq"),
            Logger.getLogger("software.amazon.awssdk"),
            Logger.getLogger("io.netty"));

    private QuietLogs() {}

    static void hush() {
        HUSHED.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
