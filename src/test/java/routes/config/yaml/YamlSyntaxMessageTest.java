package routes.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said of text that is no YAML names the lines, says how to mend them, and shows nothing of the text. */
class YamlSyntaxMessageTest {

    private static final String SECRET = "Canary-7";

    private static Stream<String[]> cases() throws IOException {
        return Arrays.stream(Files.readString(Path.of("src/test/resources/yaml-syntax.txt"))
                        .split("(?m)\n\n"))
                .map(block -> block.split("⇒ "))
                .map(parts -> new String[] {parts[0], parts[1].strip()});
    }

    private static List<String> said(String yaml) {
        List<String> said = new ArrayList<>();
        new YamlReader("f", problem -> said.add(problem.toString())).read(yaml.getBytes(StandardCharsets.UTF_8));
        return said;
    }

    @TestFactory
    Stream<DynamicTest> saysWhichLineIsWrongAndHowToMendIt() throws IOException {
        return cases().map(parts -> dynamicTest(parts[1], () -> {
            String expected = parts[1].replaceFirst("^(\\d+:\\d+): ", "f:$1: this is not YAML: ");
            assertThat(said(parts[0])).last().isEqualTo(expected);
        }));
    }

    /** The words of the parser quote what they found, which may be a password. */
    @Test
    void showsNothingOfTheText() throws IOException {
        cases().forEach(parts -> {
            String secret = parts[0].replaceAll("\\b(orders|kafka|topic|filter|description|name)\\b", SECRET);
            assertThat(said(secret))
                    .noneMatch(message ->
                            message.replaceFirst("^f:[0-9:]+ [^ ]*: ", "").contains(SECRET));
        });
    }

    @Test
    void usesTheWordsOfNoParser() throws IOException {
        assertThat(cases().map(parts -> parts[1]))
                .hasSizeGreaterThan(40)
                .noneMatch(words -> words.matches(".*(<block|<scalar>|token|scanning|stream).*"));
    }
}
