package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilesTest {

    private static final String PACKAGE = "package-info";

    /** Maven takes a file without a class of its name for changed, and then compiles all files anew in every build. */
    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void areNamedAfterTheirClass(String root) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }

        assertThat(sources).hasSizeGreaterThan(100).allMatch(SourceFilesTest::hasClassOfItsName);
    }

    private static boolean hasClassOfItsName(Path source) {
        String name = source.getFileName().toString().replace(".java", "");
        Pattern declaration = Pattern.compile("(?m)^([a-z-]+ )*@?(class|interface|record|enum) " + name + "\\b");
        return name.equals(PACKAGE) || declaration.matcher(text(source)).find();
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
