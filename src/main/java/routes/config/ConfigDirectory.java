package routes.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
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

/**
 * A snapshot of HUB_HOME, taken once, so that a definition never mixes two states of the folder. A link may lead anywhere
 * inside HUB_HOME, as those of a mounted ConfigMap do, and nowhere out of it.
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
    private final Map<String, byte[]> instead;
    private final Consumer<Problem> problems;
    private final Map<String, byte[]> yaml = new TreeMap<>();
    private final Map<String, byte[]> camel = new TreeMap<>();
    private final Map<String, byte[]> content = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private long contentBytes;
    private int entries;
    private boolean mayHideRoutes = true;
    private boolean camelIsWhole;
    private boolean hasTold;

    /** @param instead what is taken for a route file, whatever is there, by its path; what is empty is taken for missing */
    public ConfigDirectory(Path home, Map<String, byte[]> instead, Consumer<Problem> problems) {
        this.home = home;
        this.instead = instead;
        this.problems = problems;
        if (!Files.isDirectory(home)) {
            tell(home.toString(), "HUB_HOME is not a folder that can be read");
            return;
        }
        if (Files.exists(home.resolve(HUB)) || Files.isSymbolicLink(home.resolve(HUB))) {
            readYaml(HUB, yaml);
        } else {
            String mend = Files.exists(home.resolve("hub.yml")) ? "; rename hub.yml to it" : "";
            tell(HUB, "the file is missing: it says where the brokers are" + mend);
        }
        children(ROUTES).stream().filter(path -> !instead.containsKey(path)).forEach(path -> readRoutes(path, yaml));
        instead.forEach((path, bytes) -> {
            if (bytes.length > 0) {
                yaml.put(path, bytes);
            }
        });
        CONTENT.forEach(folder -> readContent(folder, List.of()));
        mayHideRoutes = hasTold;
        camelIsWhole = yaml.containsKey(HUB);
        children(CAMEL).forEach(path -> readRoutes(path, camel));
    }

    /** hub.yaml and the files of routes/, by their path. */
    public Map<String, byte[]> yaml() {
        return yaml;
    }

    /** Whether a problem was told for which a route may be there that is not in {@link #yaml}; none of camel/ is such a one. */
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

    /** What lies under schemas/ and transforms/ and may not be used, with the reason. */
    Map<String, String> refused() {
        return refused;
    }

    /**
     * Over the files of the hub's own routes alone: secrets from elsewhere are left out, because the hash is shown and could be
     * guessed back.
     */
    String hash() {
        return HexFormat.of().formatHex(digest(List.of(yaml, content)).digest());
    }

    /** As {@link #hash}, and over camel/, what cannot be read, and the secrets: never to be shown. */
    String state(List<Problem> told, Set<Path> secrets) {
        MessageDigest digest = digest(List.of(yaml, content, camel));
        digest.update((told + "\0" + refused).getBytes(StandardCharsets.UTF_8));
        new TreeSet<>(secrets).forEach(path -> {
            try {
                byte[] bytes = bytes(path, YamlReader.MAX_BYTES);
                digest.update((path.toString() + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            } catch (IOException e) {
                digest.update((byte) 0);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(List<Map<String, byte[]>> folders) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            folders.forEach(files -> files.forEach((path, bytes) -> {
                digest.update((path + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Other names may be what an editor leaves behind. A folder is told of if it looks as if somebody put routes there. */
    private void readRoutes(String path, Map<String, byte[]> into) {
        if (isYaml(path)) {
            readYaml(path, into);
        } else {
            String folder = path.substring(0, path.indexOf('/') + 1);
            firstYaml(path, 0)
                    .ifPresent(file -> tell(file, "this is not read: only the files in " + folder + " itself are"));
        }
    }

    private static boolean isYaml(String path) {
        return path.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
    }

    /** Follows no link within the folder: it may lead back to where the search began. */
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
            if (leadsOut(file)) {
                miss(path, "the link leads out of HUB_HOME");
            } else if (!Files.isRegularFile(file)) {
                miss(path, "this is not a file");
            } else {
                into.put(path, bytes(file, YamlReader.MAX_BYTES));
            }
        } catch (IOException e) {
            miss(path, "the file cannot be read");
        }
    }

    /** @param above the folders that it is in, where they really are */
    private void readContent(String path, List<Path> above) {
        Path file = home.resolve(path);
        try {
            if (!Files.exists(file) && !Files.isSymbolicLink(file)) {
                return;
            } else if (leadsOut(file)) {
                refused.put(path, "is a link that leads out of HUB_HOME");
            } else if (above.contains(file.toRealPath())) {
                refused.put(path, "is a link to a folder that it is in");
            } else if (++entries > MAX_ENTRIES) {
                leaveOut(path, "more than " + MAX_ENTRIES + " files and folders", entries == MAX_ENTRIES + 1);
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
            leaveOut(path, "more than 16 MiB", fitted);
        }
    }

    private void leaveOut(String path, String excess, boolean first) {
        refused.put(path, "is left out: schemas/ and transforms/ hold " + excess);
        if (first) {
            tell(path, "schemas/ and transforms/ hold " + excess + "; this file and those after it are left out");
        }
    }

    /** Reads one byte more than is allowed and no further: a file may grow, or have no end. A pipe may even have no beginning. */
    private static byte[] bytes(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    private boolean leadsOut(Path file) throws IOException {
        return !file.toRealPath().startsWith(home.toRealPath());
    }

    /** What is in a folder, sorted. Hidden names are passed over: among them the {@code ..data} of a ConfigMap. */
    private List<String> children(String folder) {
        Path path = home.resolve(folder);
        if (!Files.isDirectory(path)) {
            if (!folder.contains("/") && !Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                miss(folder, "this is not a folder that can be read");
            }
            return List.of();
        }
        try (Stream<Path> children = Files.list(path)) {
            if (leadsOut(path)) {
                miss(folder, "the link leads out of HUB_HOME");
                return List.of();
            }
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && isLegible(folder, name))
                    .sorted()
                    .map(name -> folder + "/" + name)
                    .toList();
        } catch (IOException e) {
            miss(folder, "the folder cannot be read");
            return List.of();
        }
    }

    private boolean isLegible(String folder, String name) {
        String shown = DisplayText.line(name, Integer.MAX_VALUE);
        if (!shown.equals(name)) {
            tell(folder + "/" + shown, "the name holds a control character: it is passed over");
        }
        return shown.equals(name);
    }

    /** Tells of something that is there, whatever it holds. */
    private void miss(String path, String message) {
        camelIsWhole = false;
        tell(path, message);
    }

    private void tell(String path, String message) {
        hasTold = true;
        problems.accept(new Problem(new SourceLocation(path, 0, 0, ""), message));
    }
}
