package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/valid/every-key");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!x ",
            "!!int ",
            "null",
            "~",
            "'",
            "\"",
            "|\n",
            "\n",
            "  ",
            "#",
            "---\n",
            "%YAML 1.1\n",
            "${env:",
            "${file:",
            "0x",
            "1e9999",
            "\0",
            "😀",
            "\u0085",
            "\t",
            "<<: ",
            "{}",
            "[]");

    @TempDir
    Path folder;

    /** Always the same mutations, so that a failure can be seen again. */
    @Test
    void eitherMakeADefinitionOrAProblemOnOneLine() throws IOException {
        Home home = new Home(folder);
        Random random = new Random(7);
        String hub = Files.readString(FIXTURE.resolve("hub.yaml"));
        String routes = Files.readString(FIXTURE.resolve("routes/a-kafka.yaml"));
        for (int run = 0; run < 500; run++) {
            home.with("hub.yaml", mutated(hub, random)).with("routes/a.yaml", mutated(routes, random));

            Reading reading = home.read();

            assertThat(reading.definition().isPresent() || !reading.problems().isEmpty())
                    .isTrue();
            assertThat(reading.problems())
                    .noneMatch(problem -> problem.toString().contains("\n"));
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + random.nextInt(60));
            if (random.nextBoolean()) {
                mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            } else {
                mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, end));
            }
        }
        return mutated.toString();
    }
}
