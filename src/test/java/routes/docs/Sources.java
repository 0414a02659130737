package routes.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Java sources as text, for what the code says nowhere else. */
final class Sources {

    private Sources() {}

    /** All that are in a folder, one after the other. */
    static String of(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(Sources::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The same, with texts as they come out: joined where they are parted, and without the escapes of quotes. */
    static String texts(String folder) throws IOException {
        return of(folder).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
