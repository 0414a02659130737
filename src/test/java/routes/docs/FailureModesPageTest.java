package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.faults.FaultSuite;

/** The page on failure modes names tests and faults that there are. */
class FailureModesPageTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");
    private static final Pattern FAULT = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    private final String page = read(Path.of("docs/reports/failure-modes.md"));

    @Test
    void namesTestsThatThereAre() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Set<String> named =
                    TEST.matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());
            Set<String> known = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> in(file, named))
                    .collect(Collectors.toSet());

            assertThat(named).hasSizeGreaterThan(50).isSubsetOf(known);
        }
    }

    /** Those of the named tests that this file has. */
    private static Stream<String> in(Path file, Set<String> named) {
        String type = file.getFileName().toString().replace(".java", "");
        String text = read(file);
        return named.stream().filter(name -> {
            String[] parts = name.replace("`", "").split("\\.");
            return parts[0].equals(type) && (parts.length == 1 || text.contains(" " + parts[1] + "("));
        });
    }

    @Test
    void namesFaultsThatThereAre() {
        Set<String> named =
                FAULT.matcher(page).results().map(result -> result.group(1)).collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(FaultSuite.known());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
