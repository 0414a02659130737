package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.faults.FaultSuite;

/** The tests and faults that pages name are there. */
class NamedTestsTest {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");
    private static final Pattern FAULT = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");
    private static final Pattern CHOSEN = Pattern.compile("--faults ([a-z,-]+)");

    /** How tests are named, on the page that says it. */
    private static final Set<String> PATTERNS = Set.of("`XFuzzIT`");

    @Test
    void ofFailureModesAreThere() throws IOException {
        Set<String> named = named(List.of(Page.of("docs/reports/failure-modes.md")));

        assertThat(named).hasSizeGreaterThan(50).isSubsetOf(known(named));
    }

    @Test
    void ofAllPagesAreThere() throws IOException {
        Set<String> named = named(Page.all());

        assertThat(named).isSubsetOf(known(named));
    }

    private static Set<String> named(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> TEST.matcher(page.text()).results())
                .map(MatchResult::group)
                .filter(name -> !PATTERNS.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> known(Set<String> named) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> in(file, named))
                    .collect(Collectors.toSet());
        }
    }

    /** Those of the named tests that this file has. */
    private static Stream<String> in(Path file, Set<String> named) {
        String type = file.getFileName().toString().replace(".java", "");
        String text = Page.read(file).text();
        return named.stream().filter(name -> {
            String[] parts = name.replace("`", "").split("\\.");
            return parts[0].equals(type) && (parts.length == 1 || text.contains(" " + parts[1] + "("));
        });
    }

    @Test
    void nameFaultsThatThereAre() {
        Set<String> named = FAULT.matcher(
                        Page.of("docs/reports/failure-modes.md").text())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        Stream<String> chosen = CHOSEN.matcher(Page.of("docs/reports/faults.md").text())
                .results()
                .flatMap(result -> Stream.of(result.group(1).split(",")));

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(FaultSuite.known());
        assertThat(chosen).isNotEmpty().isSubsetOf(FaultSuite.known());
    }
}
