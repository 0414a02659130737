package routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import routes.testkit.TestHome;

/** Warnings are told and leave the exit code, unless somebody is strict. */
class ValidateCommandTest {

    private static final String ROUTE =
            "routes:\n  a: { from: { kafka: { topic: a } }, steps: [{ filter: %s }], to: { kafka: { topic: b } } }\n";

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();

    private int validate(String filter, String... options) {
        new TestHome(home).with("hub.yaml", """
                connections:
                  kafka: { kafka: { brokers: "localhost:9092" } }
                  rabbit: { rabbitmq: { addresses: "localhost:5672" } }
                defaults: { deadLetter: { kafka: { topic: dead } } }
                """).with("routes/a.yaml", ROUTE.formatted(filter));
        CommandLine command = new CommandLine(new ValidateCommand()).setOut(new PrintWriter(out, true));
        String[] arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = home.toString();
        return command.execute(arguments);
    }

    @Test
    void takesAHomeWithWarningsForSound() {
        assertThat(validate("'.type = \"new\"'")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "hub.yaml:3:3: connections.rabbit: warning: this connection is not used: remove it"
                                + " [unused-connection]",
                        "routes/a.yaml:2:57: routes.a.steps[0].filter: warning: the predicate is never true or false: '='"
                                + " assigns; write '==' to compare [predicate-not-boolean]",
                        "sound, 2 warnings");
    }

    @Test
    void failsForWarningsWhereItIsStrict() {
        assertThat(validate(".a == 1", "--strict")).isEqualTo(1);
        assertThat(out.toString().lines()).last().isEqualTo("sound, 1 warning");
    }

    @Test
    void failsForErrorsInAnyCase() {
        assertThat(validate("'.a =='")).isEqualTo(1);
        assertThat(out.toString().lines()).last().isEqualTo("1 problem, 1 warning");
    }
}
