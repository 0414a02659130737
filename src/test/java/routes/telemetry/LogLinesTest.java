package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogLinesTest {

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
                .isEqualTo(
                        "Operator action empty=\"\"" + " reason=\"x\\\\nby=anna \\\"y\\\" \\\\u001b[31m \\\\u202e\"");
    }

    @Test
    void leavesThemApartWhereTheLogIsJson() {
        ExtLogRecord line = line("Route started");
        line.putMdc("route", "orders");

        assertThat(text(line, true)).isEqualTo("Route started");
        assertThat(line.getMdcCopy()).containsEntry("route", "orders");
    }

    /** Tools that show a field would show its line ends. */
    @Test
    void escapesFactsInJsonToo() {
        ExtLogRecord line = line("Operator action");
        line.putMdc("reason", "x\nby=anna\u0085\u202e");

        assertThat(text(line, true)).isEqualTo("Operator action");
        assertThat(line.getMdcCopy()).containsEntry("reason", "x\\nby=anna\\u0085\\u202e");
    }

    @Test
    void leavesALineWithoutFactsAsItIs() {
        assertThat(text(line("Listening on %s {0} 100 %"), false)).isEqualTo("Listening on %s {0} 100 %");
    }

    @Test
    void escapesWhatCouldEndALineOrHideAPartOfIt() {
        assertThat(text(line("a\nb\r\u0085\u2028\u2029\u202Ec\u0000\u001B[2J\tä😀"), true))
                .isEqualTo("a\\nb\\r\\u0085\\u2028\\u2029\\u202ec\\u0000\\u001b[2J\tä😀");
    }

    @Test
    void escapesParametersTooAndLeavesOtherMessagesAsTheyAre() {
        ExtLogRecord printed =
                new ExtLogRecord(Level.INFO, "the route %s is up", ExtLogRecord.FormatStyle.PRINTF, "test");
        printed.setParameters(new Object[] {"x\ny"});
        ExtLogRecord formatted = new ExtLogRecord(
                Level.INFO, "the route {0} is 100 % up", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "test");
        formatted.setParameters(new Object[] {"x"});

        assertThat(text(printed, true)).isEqualTo("the route x\\ny is up");
        assertThat(text(formatted, true)).isEqualTo("the route x is 100 % up");
    }

    private static ExtLogRecord line(String message) {
        return new ExtLogRecord(Level.INFO, message, ExtLogRecord.FormatStyle.NO_FORMAT, "test");
    }

    private static String text(ExtLogRecord line, boolean json) {
        assertThat(new LogLines(json).isLoggable(line)).isTrue();
        return new PatternFormatter("%s").format(line);
    }
}
