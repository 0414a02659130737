package routes.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The HUB_HOME of the first run, in which a newcomer adds routes: the sample's routes, and a hub.yaml with the addresses of the
 * brokers of this run, so that commands find them. What is there stays, apart from hub.yaml.
 */
final class SampleHome {

    /** What it is made from. */
    static final Path ORIGINAL = Path.of("src", "test", "resources", "sample", "hub");

    private static final String HUB = "hub.yaml";
    private static final String MARK = "# Written by the first run, each time it starts.";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+):[^}]*}");

    private SampleHome() {}

    /** Whether the folder is free for the first run: empty, not there, or one of an earlier run. */
    static boolean isFree(Path folder) {
        Path hub = folder.resolve(HUB);
        try (Stream<String> lines = Files.exists(hub) ? Files.lines(hub) : Stream.of(MARK)) {
            return lines.findFirst().filter(MARK::equals).isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** @param brokers the values of the variables in hub.yaml */
    static Path prepare(Path folder, Map<String, String> brokers) {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (file.endsWith(HUB)) {
                    Files.writeString(copy, String.join("\n", List.of(MARK, filled(Files.readString(file), brokers))));
                } else if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, Map<String, String> brokers) {
        return VARIABLE.matcher(text)
                .replaceAll(variable ->
                        Matcher.quoteReplacement(brokers.getOrDefault(variable.group(1), variable.group())));
    }
}
