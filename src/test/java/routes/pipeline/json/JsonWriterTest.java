package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.pipeline.body.EventContext;

class JsonWriterTest {

    private static String written(JsonNode value) throws Json.TooLarge {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(String json) throws Json.Malformed {
        return Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\uD83D\\uDE00               | 😀
            a\\uD83D\\uDE00b             | a😀b
            \\uDBFF\\uDFFF               | \uDBFF\uDFFF
            \\uD800\\uDC00               | \uD800\uDC00
            \\uD83D\\uDE00\\uD83D\\uDE00 | 😀😀
            \\uD800\\uD83D\\uDE00        | \\uD800😀
            \\uD83D                      | \\uD83D
            \\uD83Dx                     | \\uD83Dx
            \\uD83D\\n                   | \\uD83D\\n
            \\uD83D\\uD83D\\uD83D        | \\uD83D\\uD83D\\uD83D
            \\uDE00\\uD83D               | \\uDE00\\uD83D
            \\uD83D\\\\uDE00             | \\uD83D\\\\uDE00
            \\\\uD83D\\uDE00             | \\\\uD83D\\uDE00
            \\\\\\uD83D\\uDE00           | \\\\😀
            \\u0000\\uD7FF\\uE000        | \\u0000\uD7FF\uE000
            \\u001f\\u007f\\u0080\\u07ff | \\u001F\u007f\u0080\u07ff
            \\b\\t\\n\\f\\r\\"\\\\\\/     | \\b\\t\\n\\f\\r\\"\\\\/
            """)
    void escapesWhatMustBeEscapedAndNothingElse(String json, String expected) throws Exception {
        for (String filler : new String[] {"", "abcdefghijklmnopqrstuvwxyz", "is this it?", "é"}) {
            String text = "\"" + filler + json + filler + "\"";
            assertThat(written(parsed(text))).isEqualTo("\"" + filler + expected + filler + "\"");
        }
    }

    /** Each character at each place of the eight that are looked at together. */
    @Test
    void writesEachCharacterAsTheLibraryDoes() throws Exception {
        ObjectMapper library = new ObjectMapper();
        for (char c = 0; c < 0x180; c++) {
            for (int at = 0; at < 18; at++) {
                JsonNode text = TextNode.valueOf("x".repeat(at) + c + "x".repeat(17 - at));
                assertThat(written(text)).isEqualTo(library.writeValueAsString(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-0",
                "12.50",
                "1E+400",
                "9223372036854775808",
                "{\"a\":[1,-2,{\"b\":null}],\"c\":false,\"\":\"\",\"é\\n\":[[],{}]}"
            })
    void writesWhatItReads(String json) throws Exception {
        assertThat(written(parsed(json))).isEqualTo(json.equals("-0") ? "0" : json);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void writesABinaryNumberAsTheLibraryDoes(double number) throws Exception {
        assertThat(written(DoubleNode.valueOf(number)))
                .isEqualTo(new ObjectMapper().writeValueAsString(DoubleNode.valueOf(number)));
    }

    @Test
    void countsCharactersAndNotTheirEscapes() throws Exception {
        int most = (EventContext.MAX_BODY_BYTES - 4) / 4;
        assertThat(Json.write(TextNode.valueOf("😀".repeat(most)))).hasSize(4 * most + 2);
        assertThatThrownBy(() -> Json.write(TextNode.valueOf("😀".repeat(most + 1))))
                .isInstanceOf(Json.TooLarge.class);
        assertThatThrownBy(() -> Json.write(TextNode.valueOf("x".repeat(4 * most + 3))))
                .isInstanceOf(Json.TooLarge.class);
        assertThat(written(TextNode.valueOf("a"))).isEqualTo("\"a\"");
    }

    @Test
    void refusesWhatCouldNotBeReadAgain() throws Exception {
        JsonNode deep = JsonNodeFactory.instance.nullNode();
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        assertThat(parsed(written(deep))).isEqualTo(deep);
        ArrayNode deeper = JsonNodeFactory.instance.arrayNode().add(deep);
        assertThatThrownBy(() -> Json.write(deeper)).isInstanceOf(Json.TooLarge.class);
    }
}
