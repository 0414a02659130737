package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "orders                 | orders",
                "billing moves          | \"billing moves\"",
                "x by=anna              | \"x by=anna\"",
                "x=y                    | \"x=y\"",
                "say \"hi\" \\ bye      | \"say \\\"hi\\\" \\\\ bye\"",
                "``                     | \"\"",
                "größer                 | größer",
            })
    void quotesAValueThatCouldBeReadAsSeveral(String text, String value) {
        assertThat(LogText.value(text)).isEqualTo(value);
    }

    @Test
    void escapesLineEndsControlCharactersAndChangesOfDirection() {
        assertThat(LogText.value("x\nby=anna")).isEqualTo("\"x\\\\nby=anna\"");
        assertThat(LogText.line("a\u0085b\u2028c\u202Ed\u2066e\uFEFFf\u0007g\uD800h"))
                .isEqualTo("a\\u0085b\\u2028c\\u202ed\\u2066e\\ufefff\\u0007g\\ud800h");
    }

    @Test
    void cutsWhatIsTooLongForALine() {
        assertThat(LogText.value("x".repeat(5000))).hasSize(1001).endsWith("…");
    }
}
