package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an expression that is wrong names what to write instead, and never a value of the event. */
class JqMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> sayWhatToWriteInstead() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/lints/jq-messages.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ⇒ ", 2))
                .map(parts -> dynamicTest(
                        parts[0],
                        () -> assertThatThrownBy(() -> JqProgram.compile(parts[0]))
                                .isInstanceOf(JqSyntaxException.class)
                                .hasMessageContaining(parts[1])
                                .hasMessageMatching("(?s).*, at character \\d+")));
    }

    @Test
    void sayThatAnEmbeddedExpressionIsNotClosed() {
        assertThatThrownBy(() -> JqProgram.embedded("orders.${.a", 9))
                .isInstanceOf(JqSyntaxException.class)
                .hasMessageContaining("'}' is missing for the '${' at character 8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                ".total + 1 ⇒ .total is null; give it a default, such as (.total // 0)",
                "1 + .total ⇒ .total is null; give it a default, such as (.total // 0)",
                ".name + .total ⇒ .total is null; give it a default, such as (.total // \"\")",
                ".a.b.c * 2 ⇒ .a.b.c is null",
                ".name + 1 ⇒ '+' cannot be applied to string and number: .name is a string",
                ".total > 1000 ⇒ '>' compares values of one type, but got null and number: .total is null",
                "1000 < .total ⇒ .total is null",
                ".name > .count ⇒ .name is a string, .count is a number",
                ".total and true ⇒ 'and' needs a boolean, but got null: .total is null",
                "true and .total ⇒ .total is null",
                ".total | length ⇒ 'length' needs a string, but got null: .total is null",
                ".total | startswith(\"a\") ⇒ .total is null",
                ".total | test(\"a\") ⇒ 'test' needs a string, but got null: .total is null",
                ".total | ascii_downcase | length ⇒ .total is null",
                ".total[] ⇒ cannot iterate over null: .total is null",
                ".total | map(.a) ⇒ cannot iterate over null: .total is null",
                ".name | map(.a) ⇒ cannot iterate over string: .name is a string",
                ".name.first ⇒ cannot look up a string in string: .name is a string",
                ".items.length ⇒ (the length of a value is written: . | length): .items is an array",
                ".items[0].price.net ⇒ cannot look up a string in number: .items[0].price is a number",
                ".[\"x-y\"] + 1 ⇒ .[\"x-y\"] is null",
                "$headers.tenant + 1 ⇒ $headers.tenant is null",
                ".a as $x | $x + 1 ⇒ $x is null",
                "[.items[].price + .total] ⇒ .total is null",
                "if .total + 1 > 2 then 1 else 2 end ⇒ .total is null",
            })
    void sayWhichPartOfTheEventHasTheWrongType(String expression, String expected) throws Exception {
        JqProgram program = JqProgram.compile(expression);
        JqEvaluationException failure =
                catchThrowableOfType(JqEvaluationException.class, () -> program.result(event()));
        assertThat(failure).hasMessageContaining(expected);
        assertThat(failure.getMessage()).doesNotContain("s3cret");
    }

    @Test
    void sayItOfTheResultOfAPredicateOrText() throws Exception {
        assertThatThrownBy(() -> JqProgram.compile(".flag").holds(event()))
                .hasMessage("the result of the expression must be true or false, but is null: .flag is null");
        assertThatThrownBy(() -> JqProgram.compile(".items").text(event()))
                .hasMessageEndingWith("but is array: .items is an array");
    }

    /** What {@code catch} sees stays as short as it was. */
    @Test
    void leaveWhatIsCaughtAsItIs() throws Exception {
        assertThat(JqProgram.compile("try (.total + 1) catch .").result(event()).textValue())
                .isEqualTo("'+' cannot be applied to null and number");
    }

    /** An error further on is not that of what is tried. */
    @Test
    void leaveErrorsToThoseWhoCauseThem() {
        assertThatThrownBy(() -> JqProgram.compile("(try .total catch \"caught\") | length")
                        .result(event()))
                .hasMessageContaining("'length' needs a string, but got null");
    }

    private static JqInput event() throws IOException {
        return JqInput.ofBody(JSON.readTree("{\"name\": \"s3cret\", \"count\": 1, \"items\": [{\"price\": 2}]}"));
    }
}
