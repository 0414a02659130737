package routes.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import routes.config.yaml.YamlReader;
import routes.model.CamelFiles;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DisplayText;
import routes.support.Sha256;

/**
 * A snapshot of the files in HUB_HOME, taken once, so that a definition never mixes two states of the directory. Symbolic
 * links may point to anything inside HUB_HOME, as those of a mounted ConfigMap do, but not outside of it. Not thread-safe:
 * created and read by one thread.
 */
public final class ConfigDirectory {
    static final String HUB = "hub.yaml";

    private static final String ROUTES = "routes";
    private static final String CAMEL = "camel";
    private static final List<String> CONTENT = List.of("schemas", "transforms");
    private static final int MAX_CONTENT = 16 << 20;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ENTRIES = 5_000;

    private final Path home;
    private final Map<String, byte[]> overrides;
    private final Consumer<Problem> problems;
    private final Map<String, byte[]> yaml = new TreeMap<>();
    private final Map<String, byte[]> camel = new TreeMap<>();
    private final Map<String, byte[]> content = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private long contentBytes;
    private int entries;
    private boolean mayHideRoutes = true;
    private boolean camelIsWhole;
    private boolean hasReported;

    /** @param overrides contents that replace route files, by path; an empty one stands for a file that does not exist */
    public ConfigDirectory(Path home, Map<String, byte[]> overrides, Consumer<Problem> problems) {
        this.home = home;
        this.overrides = overrides;
        this.problems = problems;
        if (!Files.isDirectory(home)) {
            report(home.toString(), "HUB_HOME is not a folder that can be read");
            return;
        }
        if (Files.exists(home.resolve(HUB)) || Files.isSymbolicLink(home.resolve(HUB))) {
            readYaml(HUB, yaml);
        } else {
            String fix = Files.exists(home.resolve("hub.yml")) ? "; rename hub.yml to it" : "";
            report(HUB, "the file is missing; it defines the connections to brokers" + fix);
        }
        children(ROUTES).stream().filter(path -> !overrides.containsKey(path)).forEach(path -> readRoutes(path, yaml));
        overrides.forEach((path, bytes) -> {
            if (bytes.length > 0) {
                yaml.put(path, bytes);
            }
        });
        CONTENT.forEach(folder -> readContent(folder, List.of()));
        mayHideRoutes = hasReported;
        camelIsWhole = yaml.containsKey(HUB);
        children(CAMEL).forEach(path -> readRoutes(path, camel));
    }

    /** The content of hub.yaml, of which nothing is checked; empty where it cannot be read. */
    static Optional<byte[]> hubYaml(Path home) {
        try {
            return Optional.of(bytes(home.resolve(HUB), YamlReader.MAX_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** hub.yaml and the files of routes/, by their path. */
    public Map<String, byte[]> yaml() {
        return yaml;
    }

    /** Whether a problem may hide routes that are not in {@link #yaml}. Problems in camel/ do not count. */
    boolean mayHideRoutes() {
        return mayHideRoutes;
    }

    CamelFiles camel() {
        return new CamelFiles(Collections.unmodifiableMap(camel), camelIsWhole);
    }

    /** The files of schemas/ and transforms/, by their path. */
    Map<String, byte[]> content() {
        return content;
    }

    /** Files under schemas/ and transforms/ that may not be used, with the reason. */
    Map<String, String> refused() {
        return refused;
    }

    /**
     * SHA-256 of hub.yaml, routes/, schemas/ and transforms/, in hexadecimal. Secrets from other files are not part of it,
     * because the hash is public and short secrets could be guessed from it.
     */
    String hash() {
        return Sha256.hex(digest(List.of(yaml, content)).digest());
    }

    /** Like {@link #hash}, but also covers camel/, files that cannot be read, and the secrets. Must never be shown. */
    String state(List<Problem> reported, Set<Path> secrets) {
        MessageDigest digest = digest(List.of(yaml, content, camel));
        digest.update((reported + "\0" + refused).getBytes(StandardCharsets.UTF_8));
        new TreeSet<>(secrets).forEach(path -> {
            try {
                byte[] bytes = bytes(path, YamlReader.MAX_BYTES);
                digest.update((path.toString() + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            } catch (IOException e) {
                digest.update((byte) 0);
            }
        });
        return Sha256.hex(digest.digest());
    }

    private static MessageDigest digest(List<Map<String, byte[]>> folders) {
        MessageDigest digest = Sha256.digest();
        folders.forEach(files -> files.forEach((path, bytes) -> {
            digest.update((path + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }));
        return digest;
    }

    /**
     * Ignores files with other names, such as those that editors leave behind. Reports a folder that contains YAML files,
     * since somebody may expect its routes to be read.
     */
    private void readRoutes(String path, Map<String, byte[]> into) {
        if (isYaml(path)) {
            readYaml(path, into);
        } else {
            String folder = path.substring(0, path.indexOf('/') + 1);
            firstYaml(path, 0)
                    .ifPresent(file ->
                            report(file, "this file is ignored: only files directly in " + folder + " are read"));
        }
    }

    private static boolean isYaml(String path) {
        return path.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
    }

    /** Follows no symbolic link within the folder, because it may point back to a parent folder. */
    private Optional<String> firstYaml(String folder, int depth) {
        boolean follows = depth == 0 || !Files.isSymbolicLink(home.resolve(folder));
        List<String> children = depth < MAX_DEPTH && follows ? children(folder) : List.of();
        return children.stream()
                .filter(ConfigDirectory::isYaml)
                .findFirst()
                .or(() -> children.stream()
                        .flatMap(child -> firstYaml(child, depth + 1).stream())
                        .findFirst());
    }

    private void readYaml(String path, Map<String, byte[]> into) {
        Path file = home.resolve(path);
        try {
            if (pointsOutside(file)) {
                reportUnreadable(path, "the link points outside of HUB_HOME");
            } else if (!Files.isRegularFile(file)) {
                reportUnreadable(path, "this is not a file");
            } else {
                into.put(path, bytes(file, YamlReader.MAX_BYTES));
            }
        } catch (IOException e) {
            reportUnreadable(path, "the file cannot be read");
        }
    }

    /** @param above the real paths of its parent folders */
    private void readContent(String path, List<Path> above) {
        Path file = home.resolve(path);
        try {
            if (!Files.exists(file) && !Files.isSymbolicLink(file)) {
                return;
            } else if (pointsOutside(file)) {
                refused.put(path, "is a link that points outside of HUB_HOME");
            } else if (above.contains(file.toRealPath())) {
                refused.put(path, "is a link to one of its parent folders");
            } else if (++entries > MAX_ENTRIES) {
                skip(path, "more than " + MAX_ENTRIES + " files and folders", entries == MAX_ENTRIES + 1);
            } else if (Files.isDirectory(file) && above.size() < MAX_DEPTH) {
                List<Path> within = new ArrayList<>(above);
                within.add(file.toRealPath());
                children(path).forEach(child -> readContent(child, within));
            } else if (Files.isRegularFile(file)) {
                keep(path, file);
            }
        } catch (IOException e) {
            refused.put(path, "cannot be read");
        }
    }

    private void keep(String path, Path file) throws IOException {
        boolean fitted = contentBytes <= MAX_CONTENT;
        byte[] bytes = bytes(file, fitted ? MAX_CONTENT : 0);
        contentBytes += bytes.length;
        if (contentBytes <= MAX_CONTENT) {
            content.put(path, bytes);
        } else {
            skip(path, "more than 16 MiB", fitted);
        }
    }

    private void skip(String path, String excess, boolean first) {
        refused.put(path, "is not loaded: schemas/ and transforms/ contain " + excess);
        if (first) {
            report(
                    path,
                    "schemas/ and transforms/ contain " + excess + "; this file and all later ones are not loaded");
        }
    }

    /**
     * Reads at most one byte more than allowed, since a file may grow or be endless. Refuses everything but regular files:
     * reading a pipe could block forever.
     */
    private static byte[] bytes(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    private boolean pointsOutside(Path file) throws IOException {
        return !file.toRealPath().startsWith(home.toRealPath());
    }

    /** The sorted content of a folder. Ignores hidden names, among them the {@code ..data} of a ConfigMap. */
    private List<String> children(String folder) {
        Path path = home.resolve(folder);
        if (!Files.isDirectory(path)) {
            if (!folder.contains("/") && !Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                reportUnreadable(folder, "this is not a folder that can be read");
            }
            return List.of();
        }
        try (Stream<Path> children = Files.list(path)) {
            if (pointsOutside(path)) {
                reportUnreadable(folder, "the link points outside of HUB_HOME");
                return List.of();
            }
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && hasSafeName(folder, name))
                    .sorted()
                    .map(name -> folder + "/" + name)
                    .toList();
        } catch (IOException e) {
            reportUnreadable(folder, "the folder cannot be read");
            return List.of();
        }
    }

    private boolean hasSafeName(String folder, String name) {
        String shown = DisplayText.line(name, Integer.MAX_VALUE);
        if (!shown.equals(name)) {
            report(folder + "/" + shown, "the name contains a control character; the file is ignored");
        }
        return shown.equals(name);
    }

    /** Reports something that exists but cannot be read. */
    private void reportUnreadable(String path, String message) {
        camelIsWhole = false;
        report(path, message);
    }

    private void report(String path, String message) {
        hasReported = true;
        problems.accept(new Problem(new SourceLocation(path, 0, 0, ""), message));
    }
}
