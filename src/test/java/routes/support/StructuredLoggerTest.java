package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class StructuredLoggerTest {

    private static final String NAME = "routes.test.structured";

    private final List<ExtLogRecord> lines = new ArrayList<>();
    private final Logger log = StructuredLogger.of(NAME);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add((ExtLogRecord) line);
        }

        @Override
        public void flush() {
            // Kept at once.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        org.jboss.logmanager.Logger.getLogger(NAME).setLevel(Level.INFO);
        org.jboss.logmanager.Logger.getLogger(NAME).addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        org.jboss.logmanager.Logger.getLogger(NAME).removeHandler(handler);
    }

    @Test
    void keepsTheFactsOfALineApartFromItsMessage() {
        IllegalStateException cause = new IllegalStateException("thrown");

        log.atWarn()
                .addKeyValue("route", "orders {} %s")
                .addKeyValue("attempts", 3)
                .addKeyValue("traceId", Optional.empty())
                .addKeyValue("key", Optional.of("k"))
                .setCause(cause)
                .log("It holds 100 %: {}");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getLoggerName()).isEqualTo(NAME);
            assertThat(line.getMessage()).isEqualTo("It holds 100 %: {}");
            assertThat(line.getThrown()).isSameAs(cause);
            assertThat(line.getMdcCopy()).isEqualTo(Map.of("route", "orders {} %s", "attempts", "3", "key", "k"));
            assertThat(new JsonFormatter().format(line)).contains("\"mdc\":{", "\"route\":\"orders {} %s\"");
        });
    }

    @Test
    void logsALineWithoutFactsAsEveryLogger() {
        log.info("Listening on {} and {}", 1, 2);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).isEqualTo("Listening on 1 and 2");
            assertThat(line.getMdcCopy()).isEmpty();
        });
    }

    @Test
    void logsNothingBelowItsLevel() {
        log.atDebug().addKeyValue("route", "orders").log("Nobody asked");
        log.debug("Nobody asked");

        assertThat(lines).isEmpty();
    }
}
