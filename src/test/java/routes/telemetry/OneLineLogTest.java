package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class OneLineLogTest {

    private static String logged(String message, ExtLogRecord.FormatStyle style, Object... parameters) {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, message, style, "test");
        line.setParameters(parameters);
        assertThat(new OneLineLog().isLoggable(line)).isTrue();
        return new PatternFormatter("%s").format(line);
    }

    @Test
    void escapesWhatCouldEndALineOrHideAPartOfIt() {
        assertThat(logged("a\nb\r\u0085\u2028\u2029\u202Ec\u0000\u001B[2J\tä😀", ExtLogRecord.FormatStyle.NO_FORMAT))
                .isEqualTo("a\\nb\\r\\u0085\\u2028\\u2029\\u202ec\\u0000\\u001b[2J\tä😀");
    }

    @Test
    void escapesParametersTooAndLeavesOtherMessagesAsTheyAre() {
        assertThat(logged("the route %s is up", ExtLogRecord.FormatStyle.PRINTF, "x\ny"))
                .isEqualTo("the route x\\ny is up");
        assertThat(logged("the route {0} is 100 % up", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "x"))
                .isEqualTo("the route x is 100 % up");
    }
}
