package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import routes.docs.Page;

/** What the build puts into the image. */
class BuiltHubIT {

    private static final Path APPLICATION = Path.of("target/quarkus-app");
    private static final Path THIRD_PARTY = Path.of("target/third-party");
    private static final double MEGABYTE = 1e6;

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** The sum of a column of the table of what the hub may weigh. */
    private static double allowed(int column) {
        return Page.of("docs/explanation/dependencies.md").section("Size").numbers(column);
    }

    @Test
    void weighsNoMoreThanItsPageSays() throws IOException {
        double megabytes = 0;
        for (Path jar : jars(APPLICATION)) {
            megabytes += Files.size(jar) / MEGABYTE;
        }

        assertThat(jars(APPLICATION.resolve("lib/main"))).hasSizeLessThanOrEqualTo((int) allowed(1));
        assertThat(megabytes).isLessThanOrEqualTo(allowed(2));
    }

    @Test
    void hasABillOfMaterialsOfEveryLibrary() throws IOException {
        JsonNode bom = new ObjectMapper().readTree(Path.of("target/bom.json").toFile());
        List<String> components = StreamSupport.stream(bom.path("components").spliterator(), false)
                .map(component -> component.path("group").asText() + "."
                        + component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar")
                .toList();

        assertThat(components)
                .containsAll(jars(APPLICATION.resolve("lib")).stream()
                        .map(jar -> jar.getFileName().toString())
                        .toList());
    }

    @Test
    void hasTheLicenceOfEveryLibrary() throws IOException {
        String list = Files.readString(THIRD_PARTY.resolve("THIRD-PARTY.txt"));

        assertThat(jars(APPLICATION.resolve("lib")))
                .allSatisfy(jar -> assertThat(list)
                        .contains("\n" + jar.getFileName().toString().replaceFirst("\\.jar$", ": ")));
        assertThat(list.lines().filter(line -> line.startsWith("  ")))
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(THIRD_PARTY.resolve(file.strip())).isNotEmptyFile());
    }
}
