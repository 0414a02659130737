package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.config.schema.FormatSchema;

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

    /** Editors read it from there, as the first line of each file says. */
    @TestFactory
    Stream<DynamicTest> hasTheSchemaOfTheFormatBesideTheFilesThatAreWrittenInIt() {
        return Stream.of("src/test/resources/sample/hub", "k8s/base/hub", "k8s/overlays/example/hub")
                .map(Path::of)
                .map(home -> dynamicTest(home.toString(), () -> hasTheSchema(home)));
    }

    private static void hasTheSchema(Path home) throws IOException {
        compareOrWrite(home.resolve("hub.schema.json"), new FormatSchema().json());
        assertThat(home.resolve("hub.yaml")).content().startsWith("# yaml-language-server: $schema=hub.schema.json\n");
        try (Stream<Path> routes =
                Files.exists(home.resolve("routes")) ? Files.list(home.resolve("routes")) : Stream.empty()) {
            assertThat(routes.filter(file -> file.toString().endsWith(".yaml")))
                    .allSatisfy(file -> assertThat(file)
                            .content()
                            .startsWith("# yaml-language-server: $schema=../hub.schema.json\n"));
        }
    }

    /** The first line of a generated page. */
    static String note(String source) {
        return "<!-- Generated from " + source + ". Do not edit this page: change that, and run " + REMEDY + " -->\n";
    }

    private static void compareOrWrite(String page, String generated) throws IOException {
        compareOrWrite(REFERENCE.resolve(page), generated);
    }

    private static void compareOrWrite(Path file, String generated) throws IOException {
        if (System.getProperty("reference.write") != null) {
            Files.writeString(file, generated);
        }
        assertThat(file).as("write it anew: %s", REMEDY).hasContent(generated);
    }
}
