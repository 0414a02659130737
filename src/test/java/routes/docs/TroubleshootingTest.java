package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on troubleshooting quotes messages as the hub writes them. */
class TroubleshootingTest {

    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final String PLACEHOLDERS = "${env:…} and ${file:…}";
    private static final int TELLING = 8;

    private final Page page = Page.of("docs/guides/troubleshooting.md");

    @Test
    void quotesMessagesThatTheSourcesHave() throws IOException {
        String sources = Sources.texts("src/main/java");
        List<String> unknown = new ArrayList<>();
        List<String> messages = messages();
        for (String message : messages) {
            parts(message).stream()
                    .filter(part -> !sources.contains(part))
                    .forEach(part -> unknown.add("'" + part + "' of: " + message));
        }

        assertThat(messages).hasSizeGreaterThan(50);
        assertThat(unknown).isEmpty();
    }

    @Test
    void quotesEnoughOfEachMessageToKnowItBy() {
        assertThat(messages())
                .allSatisfy(message -> assertThat(parts(message).stream()
                                .max(Comparator.comparingInt(String::length))
                                .orElse("")
                                .length())
                        .as(message)
                        .isGreaterThanOrEqualTo(TELLING));
    }

    /** The headings that are a message, and what the tables quote that is more than a word. */
    private List<String> messages() {
        Stream<String> headings = page.headings(3).stream()
                .filter(heading -> heading.startsWith("`"))
                .map(heading -> heading.substring(1, heading.lastIndexOf('`')));
        Stream<String> cells = page.text()
                .lines()
                .filter(line -> line.startsWith("|"))
                .flatMap(line -> CODE.matcher(line).results())
                .map(code -> code.group(1))
                .filter(code -> code.contains(" "))
                .filter(code -> !code.matches("(?:kubectl|POST|GET|filter:|otherwise:|order:).*"));
        return Stream.concat(headings, cells).collect(Collectors.toList());
    }

    /** Between the parts that differ. A message about placeholders shows them with the same sign. */
    private static List<String> parts(String message) {
        if (message.contains(PLACEHOLDERS)) {
            return List.of(message);
        }
        return Stream.of(message.split("…"))
                .map(String::strip)
                .filter(part -> part.length() > 2)
                .toList();
    }
}
