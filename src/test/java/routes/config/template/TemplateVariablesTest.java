package routes.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateVariablesTest {
    private static final Map<String, String> VALUES = Map.of("a", "one", "b", "{{a}}", "dollar", "$1\\");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    plain text            | plain text
                    {{a}}                 | one
                    {{ a }}               | one
                    {{a}}{{a}}            | oneone
                    {{a}}{{b}}            | one{{a}}
                    x-{{a}}-y             | x-one-y
                    {{dollar}}!           | $1\\!
                    {{{a}}}               | {one}
                    ${{{a}}}              | ${one}
                    {id: {{a}}, b: {c: 1}}| {id: one, b: {c: 1}}
                    {{{{                  | {{
                    {{{{a}}               | {{a}}
                    {{{{{{a}}}}           | {{one}}
                    {{{{{a}}              | {{{a}}
                    {{{{{{{a}}}           | {{{one}
                    }}{                   | }}{
                    """)
    void areFilledOnceFromLeftToRight(String text, String filled) {
        TemplateVariables variables = new TemplateVariables(text);

        assertThat(variables.isOpen()).isFalse();
        assertThat(variables.expanded(VALUES::get)).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "{{a", "{{a}", "x{{a{{b}}", "{{{", "{{a}} {{", "{{{{{{", "{{a\n{{", "{{a{}}}"})
    void reportsOfOneThatIsNotClosed(String text) {
        assertThat(new TemplateVariables(text).isOpen()).isTrue();
    }

    @Test
    void areNamedInTheirOrder() {
        assertThat(new TemplateVariables("{{b}}{{{{c}}{{ a }}{{}}{{x y}}").names())
                .containsExactly("b", "a", "", "x y");
    }

    @Test
    void recognisesAVariableThatIsTheWholeText() {
        assertThat(new TemplateVariables("{{ a }}").only()).contains("a");
        assertThat(new TemplateVariables("{{a}}{{b}}").only()).isEmpty();
        assertThat(new TemplateVariables(" {{a}}").only()).isEmpty();
        assertThat(new TemplateVariables("{{{{a}}").only()).isEmpty();
        assertThat(new TemplateVariables("{{}}").only()).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "}}",
                "{{a}}",
                "{{ a-B1 }}",
                "{{{a}}}",
                "{{{{",
                "{{{{a}}",
                "x {{a}} {{{{ {{b}}",
                "a\n{{b}}"
            })
    void looksToASchemaAsItDoesToTheReader(String text) {
        assertThat(text).containsPattern(TemplateVariables.WELL_FORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "{{}}", "{{a", "{{a}", "{{{", "{{1a}}", "{{a b}}", "{{a}} {{", "{{{{{{"})
    void isRefusedByASchemaWhereTheReaderRefusesIt(String text) {
        assertThat(text).doesNotContainPattern(TemplateVariables.WELL_FORMED);
        assertThat(text).doesNotContainPattern(TemplateVariables.ALL);
    }
}
