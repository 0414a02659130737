package routes.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A HUB_HOME of a test. As a fixture it is one text: each line {@code ### path} begins a file, {@code ### problems} what
 * must be said of them. Where no hub.yaml is given there is a sound one; {@code ### no hub.yaml} leaves it out.
 */
public final class ConfigFixture {
    static final String CANARY = "Canary-7";

    static final String HUB = """
            connections:
              kafka: { kafka: { brokers: "localhost:9092" } }
            defaults:
              deadLetter: { kafka: { topic: dead } }
            """;

    private final Path folder;

    ConfigFixture(Path folder) {
        this.folder = folder;
        with("hub.yaml", HUB);
    }

    Path folder() {
        return folder;
    }

    ConfigFixture with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    ConfigFixture with(String path, byte[] bytes) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.write(folder.resolve(path), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigFixture linking(String path, Path target) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.createSymbolicLink(folder.resolve(path), target);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReadResult read() {
        return read(folder);
    }

    List<String> problems() {
        return read().problems().stream().map(Object::toString).toList();
    }

    /** Twice: nothing that a reader knows from before may change what it says. */
    static ReadResult read(Path folder) {
        ConfigReader reader = reader();
        reader.read(folder);
        return reader.read(folder);
    }

    static ConfigReader reader() {
        return new ConfigReader(name -> Optional.of(CANARY).filter(value -> name.equals("CANARY")));
    }

    public static Map<String, String> sections(Path fixture) {
        try {
            Map<String, String> sections = new LinkedHashMap<>();
            for (String section : Files.readString(fixture).split("(?m)^### ")) {
                int end = section.indexOf('\n');
                if (end > 0) {
                    sections.put(section.substring(0, end), section.substring(end + 1));
                }
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigFixture of(Path folder, Map<String, String> sections) {
        ConfigFixture home = new ConfigFixture(folder);
        sections.forEach((path, text) -> {
            if (path.startsWith("no ")) {
                home.without(path.substring("no ".length()));
            } else if (!path.equals("problems")) {
                home.with(path, text);
            }
        });
        return home;
    }

    private void without(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<Path> fixtures(String verdict) {
        try (Stream<Path> fixtures = Files.list(Path.of("src/test/resources/fixtures", verdict))) {
            return fixtures.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
