package routes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class InvalidFixturesTest {

    /** One for all, and asked twice: nothing that it knows from before may change what it says. */
    private static final ConfigReader READER = ConfigFixture.reader();

    @TestFactory
    Stream<DynamicTest> sayExactlyWhatIsWrongAndWhere(@TempDir Path folder) {
        return fixtures().map(fixture -> {
            String name = fixture.getFileName().toString();
            return dynamicTest(name, () -> saysExactlyWhatIsWrongAndWhere(fixture, folder.resolve(name)));
        });
    }

    private static void saysExactlyWhatIsWrongAndWhere(Path fixture, Path folder) {
        // given
        Map<String, String> sections = ConfigFixture.sections(fixture);
        Path home = ConfigFixture.of(folder, sections).folder();
        // when
        READER.read(home);
        ReadResult reading = READER.read(home);
        // then
        assertThat(reading.problems().stream().map(Object::toString))
                .containsExactly(sections.get("problems").split("\n"));
        assertThat(reading.problems()).noneMatch(problem -> problem.message().contains(ConfigFixture.CANARY));
    }

    @Test
    void areMany() {
        assertThat(fixtures()).hasSizeGreaterThan(100);
    }

    private static Stream<Path> fixtures() {
        return ConfigFixture.fixtures("invalid");
    }
}
