package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

/** SECURITY.md says from which version on a library is good enough; no BOM may lower it again. */
class DependencyVersionsTest {

    private static final Map<String, List<String>> ROWS =
            Page.of("SECURITY.md").section("Dependencies with known advisories").rows();
    private static final int LEAST_VERSION = 0;

    /** A jar as Maven keeps it: …/GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.jar, with the last part of its group. */
    private record Jar(String group, String artifact, String version) {

        static Jar of(Path file) {
            int names = file.getNameCount();
            return new Jar(name(file, names - 4), name(file, names - 3), name(file, names - 2));
        }

        private static String name(Path file, int index) {
            return file.getName(index).toString();
        }
    }

    /** Without those of the AWS SDK, which has a netty-nio-client of its own. */
    private static List<Jar> onTheClassPath() {
        String path = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .filter(file -> file.endsWith(".jar"))
                .map(file -> Jar.of(Path.of(file)))
                .filter(jar -> !jar.group().equals("awssdk"))
                .toList();
    }

    /** The jars of a row, which may end with an asterisk. */
    private static List<Jar> jars(String artifact) {
        String pattern = artifact.replace("*", ".*");
        return onTheClassPath().stream()
                .filter(jar -> jar.artifact().matches(pattern))
                .toList();
    }

    @Test
    void areAtLeastAsNewAsThePageSays() {
        assertThat(ROWS).containsKeys("kafka-clients", "netty-*", "vertx-core", "jackson-core", "lz4-java");
        ROWS.forEach((artifact, cells) -> assertThat(jars(artifact))
                .as(artifact)
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(new ComparableVersion(jar.version()))
                        .as("%s %s", jar.artifact(), jar.version())
                        .isGreaterThanOrEqualTo(new ComparableVersion(cells.get(LEAST_VERSION)))));
    }

    @Test
    void areOfOneVersionWhereTheyBelongTogether() {
        assertThat(Stream.of("netty-.*", "vertx-.*", "camel-(?!quarkus).*", "httpcore5.*"))
                .allSatisfy(family -> assertThat(onTheClassPath().stream()
                                .filter(jar -> jar.artifact().matches(family))
                                .map(Jar::version)
                                .distinct())
                        .as(family)
                        .hasSize(1));
    }
}
