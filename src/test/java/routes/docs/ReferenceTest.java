package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The generated pages are what the code says now. */
class ReferenceTest {

    private static final String REMEDY = "mvn test -Dtest=ReferenceTest -Dreference.write";
    private static final Path REFERENCE = Path.of("docs/reference");

    @Test
    void describesTheFormatAsTheModelHasIt() throws IOException {
        compareOrWrite("route-format.md", new RouteFormatPage().markdown());
    }

    @Test
    void describesTheSettingsThatThereAre() throws IOException {
        compareOrWrite("settings.md", SettingsPage.markdown());
    }

    @Test
    void describesTheLintsThatThereAre() throws IOException {
        compareOrWrite("lints.md", LintsPage.markdown());
    }

    /** The first line of a generated page. */
    static String note(String source) {
        return "<!-- Generated from " + source + ". Do not edit this page: change that, and run " + REMEDY + " -->\n";
    }

    private static void compareOrWrite(String page, String generated) throws IOException {
        Path file = REFERENCE.resolve(page);
        if (System.getProperty("reference.write") != null) {
            Files.writeString(file, generated);
        }
        assertThat(file).as("write it anew: %s", REMEDY).hasContent(generated);
    }
}
