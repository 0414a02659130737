package routes.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuotingTest {

    @Test
    void leavesPlainWordsAsTheyAre() {
        assertThat(ShellQuoting.word("name=orders.dead-1")).isEqualTo("name=orders.dead-1");
        assertThat(ShellQuoting.quoted("/")).isEqualTo("'/'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "it's",
                "$(touch /tmp/x)",
                "`id`",
                "a;b",
                "a&b",
                "a|b",
                "a>b",
                "$HOME",
                "*",
                "~",
                "#a",
                "a\\",
                "\"",
                "a\nb",
                "''",
                "ü"
            })
    void takesNothingInATextForACommand(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellQuoting.word(text)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(text);
        assertThat(shell.waitFor()).isZero();
    }
}
