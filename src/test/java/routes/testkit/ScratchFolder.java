package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder for what a broker keeps, gone when it is closed. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    public ScratchFolder(String name) {
        this(made(name));
    }

    /** One that is there already. */
    ScratchFolder(Path path) {
        this.path = path;
    }

    private static Path made(String name) {
        try {
            return Files.createTempDirectory(name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** A file or folder in it, which need not be there. */
    Path resolve(String name) {
        return path.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return; // a broker that still tidies up behind itself leaves the rest to the system
        }
        deepestFirst.forEach(file -> file.toFile().delete());
    }
}
