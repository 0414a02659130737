package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFastPathTest {

    private static final ObjectMapper LIBRARY = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\"",
            "\"b\":",
            "\"a longer name\":",
            "\"\\n\\u00e9\\ud800\"",
            "\\",
            "\\x",
            "\\u12",
            "1",
            "-",
            "0",
            "01",
            "-0",
            "1.50",
            "1.",
            ".5",
            "-0.0",
            "1e5",
            "E",
            "999999999999999999",
            "9223372036854775808",
            "2147483648",
            "true",
            "false",
            "null",
            "nul",
            " ",
            "\n",
            "\t",
            "\u0001",
            "\u007f",
            "\0",
            "text of some length with a ? in it",
            "é€😀",
            "\"é€ and 😀\":",
            "/",
            "'",
            "NaN");

    private static Optional<JsonNode> quick(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return JsonFastPath.read(utf8, 0, utf8.length == json.length());
    }

    private static Optional<JsonNode> library(String json) {
        try {
            return Optional.of(LIBRARY.readTree(json)).filter(value -> !value.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Equal, with the digits and the kinds of numbers. */
    private static void assertSame(String json, JsonNode quick) {
        assertThat(library(json)).as(json).isPresent();
        JsonNode expected = library(json).orElseThrow();
        assertThat(quick).as(json).isEqualTo(expected);
        assertThat(quick.toString()).as(json).isEqualTo(expected.toString());
        assertThat(kinds(quick)).as(json).isEqualTo(kinds(expected));
    }

    private static List<Object> kinds(JsonNode value) {
        List<Object> kinds = new ArrayList<>(List.of(value.getClass()));
        value.forEach(part -> kinds.add(kinds(part)));
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "\"\"",
                "-0",
                "0",
                "12.50",
                "-0.00",
                "2147483647",
                "2147483648",
                "-999999999999999999",
                "{\"a\":[1,-2,{\"b\":null}],\"c\":false,\"\":\"\",\"d\":true}",
                "\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\ud800 and more\"",
                "\"\u007f\"",
                "{\"größe\":\"€ and 😀 é\\n\"}",
                "{\"a\" :\t1 ,\r\n\"b\": [ 1 , 2 ] }"
            })
    void readsAsTheLibraryDoes(String json) {
        assertThat(quick(json)).isPresent();
        assertSame(json, quick(json).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1a",
                "1 2",
                "nul",
                "truex",
                "\"",
                "\"\\",
                "\"\\u12\"",
                "\"\\x\"",
                "\"\n\"",
                "1e5",
                "1.5E3",
                "1234567890123456789",
                "{\"a\":1,\"a\":2}",
                "NaN",
                "'a'",
                "[1]]",
                "\0",
                "/**/1"
            })
    void leavesEverythingElseToTheLibrary(String json) {
        assertThat(quick(json)).isEmpty();
    }

    @Test
    void leavesDeepNestingToTheLibrary() {
        assertThat(quick("[".repeat(50) + "]".repeat(50))).isPresent();
        assertThat(quick("[".repeat(10_000))).isEmpty();
        assertThat(quick("[".repeat(51) + "]".repeat(51))).isEmpty();
    }

    @Test
    void readsNothingThatTheLibraryRefuses() {
        Random random = new Random(3);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder json = new StringBuilder();
            for (int pieces = random.nextInt(9); pieces >= 0; pieces--) {
                json.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            read += compared(json.toString());
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void readsAMutatedOrderAsTheLibraryDoes() {
        String order =
                "{\"id\":17,\"at\":0,\"region\":\"eu\",\"total\":17.10,\"customer\":{\"name\":\"c-\\u00e9\",\"tier\":\"gold\"},"
                        + "\"items\":[{\"sku\":\"A-1\",\"quantity\":3},null,true,-1.5],\"note\":\"äbcdefghijklmnopqrstuvwxyz\"}";
        assertThat(compared(order)).isEqualTo(1);
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder json = new StringBuilder(order);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                json.setCharAt(random.nextInt(json.length()), (char) random.nextInt(128));
            }
            compared(json.toString());
        }
    }

    /** @return 1 if it was read, otherwise 0 */
    private static int compared(String json) {
        Optional<JsonNode> quick = quick(json);
        quick.ifPresent(value -> assertSame(json, value));
        return quick.isPresent() ? 1 : 0;
    }
}
