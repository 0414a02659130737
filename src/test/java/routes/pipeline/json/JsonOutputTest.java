package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.pipeline.body.EventContext;

class JsonOutputTest {

    private static String written(String generated, int chunk) throws IOException {
        byte[] bytes = generated.getBytes(StandardCharsets.UTF_8);
        JsonOutput out = new JsonOutput();
        for (int from = 0; from < bytes.length; from += chunk) {
            out.write(bytes, from, Math.min(chunk, bytes.length - from));
        }
        return new String(out.toBytes(), StandardCharsets.UTF_8);
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
            \\u0000\\uD7FF\\uE000        | \\u0000\\uD7FF\\uE000
            \\uD83D\\                    | \\uD83D\\
            """)
    void joinsTheEscapesOfACharacterAndNothingElse(String generated, String expected) throws IOException {
        for (int chunk = 1; chunk <= generated.length(); chunk++) {
            assertThat(written(generated, chunk)).isEqualTo(expected);
        }
    }

    @Test
    void countsCharactersAndNotTheirEscapes() throws IOException {
        int most = EventContext.MAX_BODY_BYTES / 4;
        byte[] some = "\\uD83D\\uDE00".repeat(1024).getBytes(StandardCharsets.UTF_8);
        JsonOutput out = new JsonOutput();

        for (int i = 0; i < most; i += 1024) {
            out.write(some, 0, 8000);
            out.write(some, 8000, some.length - 8000);
        }

        assertThat(new String(out.toBytes(), StandardCharsets.UTF_8)).isEqualTo("😀".repeat(most));
        assertThatThrownBy(() -> out.write('x')).isInstanceOf(IOException.class);
    }
}
