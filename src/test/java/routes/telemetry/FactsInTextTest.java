package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class FactsInTextTest {

    @Test
    void addsTheFactsToALineForPeopleInAFixedOrder() {
        ExtLogRecord line = line("Route started");
        line.putMdc("target", "kafka:orders-2");
        line.putMdc("route", "orders");

        assertThat(text(line, false)).isEqualTo("Route started route=orders target=kafka:orders-2");
    }

    @Test
    void letsNoFactBreakALineOrForgeAnother() {
        ExtLogRecord line = line("Operator action");
        line.putMdc("reason", "x\nby=anna \"y\" \u001b[31m \u202e");
        line.putMdc("empty", "");

        assertThat(text(line, false))
                .isEqualTo("Operator action empty=\"\"" + " reason=\"x\\u000aby=anna \\\"y\\\" \\u001b[31m \\u202e\"");
    }

    @Test
    void leavesThemApartWhereTheLogIsJson() {
        ExtLogRecord line = line("Route started");
        line.putMdc("route", "orders");

        assertThat(text(line, true)).isEqualTo("Route started");
        assertThat(line.getMdcCopy()).containsEntry("route", "orders");
    }

    @Test
    void leavesALineWithoutFactsAsItIs() {
        assertThat(text(line("Listening on %s {0} 100 %"), false)).isEqualTo("Listening on %s {0} 100 %");
    }

    private static ExtLogRecord line(String message) {
        return new ExtLogRecord(Level.INFO, message, ExtLogRecord.FormatStyle.NO_FORMAT, "test");
    }

    private static String text(ExtLogRecord line, boolean json) {
        assertThat(new FactsInText(json).isLoggable(line)).isTrue();
        return new PatternFormatter("%s").format(line);
    }
}
