package routes.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routes.config.binding.FormatModel;
import routes.config.yaml.YamlReader;
import routes.config.yaml.YamlValue;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.Sha256;

/**
 * The text of one route within its file: its own lines can be replaced while all other lines, comments included, stay
 * unchanged. Immutable and thread-safe.
 */
public final class RouteSource {

    /** Spaces by which the value of a route is indented below its name. */
    private static final int VALUE_INDENT = 2;

    private final String route;
    private final String file;
    private final List<String> before;
    private final String header;
    private final List<String> lines;
    private final List<String> after;
    private final int indent;
    private final boolean onlyContent;

    private RouteSource(
            String route,
            String file,
            List<String> before,
            String header,
            List<String> lines,
            List<String> after,
            int indent,
            boolean onlyContent) {
        this.route = route;
        this.file = file;
        this.before = before;
        this.header = header;
        this.lines = lines;
        this.after = after;
        this.indent = indent;
        this.onlyContent = onlyContent;
    }

    /**
     * The routes of a file, by name. Leaves out routes that share a line with other content.
     *
     * @param file the path relative to HUB_HOME
     */
    public static Map<String, RouteSource> in(String file, byte[] bytes) {
        Optional<YamlValue.Mapping> top =
                new YamlReader(file, problem -> {}).read(bytes).flatMap(YamlValue::mapping);
        Optional<YamlValue.Mapping> routes =
                top.flatMap(all -> all.get("routes")).flatMap(YamlValue::mapping);
        Map<String, RouteSource> texts = new TreeMap<>();
        routes.ifPresent(all -> {
            List<String> lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
            int[] keys = Stream.of(top.get(), all)
                    .flatMap(mapping -> mapping.entries().values().stream())
                    .mapToInt(entry -> entry.key().line() - 1)
                    .sorted()
                    .toArray();
            boolean onlyContent = keys.length == 2;
            all.entries()
                    .forEach((name, entry) -> cut(file, lines, name, entry.key(), keys, onlyContent)
                            .ifPresent(text -> texts.put(name, text)));
        });
        return texts;
    }

    /** An empty route in a new file that contains nothing else. */
    public static RouteSource fresh(String file, String route) {
        return new RouteSource(
                route, file, List.of("routes:"), "  " + route + ":", List.of(), List.of(""), VALUE_INDENT, true);
    }

    /** Whether this is a valid name of a route. */
    public static boolean isName(String text) {
        return FormatModel.isName(text);
    }

    /** @param keys the line numbers of all keys at which a route may end, including its own */
    private static Optional<RouteSource> cut(
            String file, List<String> all, String route, SourceLocation key, int[] keys, boolean onlyContent) {
        int first = key.line() - 1;
        int indent = key.column() - 1;
        String line = first < all.size() ? all.get(first) : "";
        if (!line.startsWith(route, indent) && !line.startsWith(route, indent + 1)) {
            return Optional.empty();
        }
        long here = IntStream.of(keys).filter(other -> other == first).count();
        int next = IntStream.of(keys).filter(other -> other > first).findFirst().orElse(all.size());
        if (here > 1 || !line.substring(0, indent).isBlank()) {
            return Optional.empty();
        }
        int end = next;
        while (end > first + 1 && isOutside(all.get(end - 1), indent)) {
            end--;
        }
        int colon = line.indexOf(':', indent);
        String rest = line.substring(colon + 1).strip();
        boolean isComment = rest.isEmpty() || rest.startsWith("#");
        List<String> own = new ArrayList<>(all.subList(first + 1, end));
        int margin = own.stream()
                .filter(one -> !one.isBlank())
                .mapToInt(one -> one.length() - one.stripLeading().length())
                .min()
                .orElse(0);
        own.replaceAll(one -> one.substring(Math.min(margin, one.length())).replace("\r", ""));
        if (!isComment) {
            own.add(0, rest);
        }
        return Optional.of(new RouteSource(
                route,
                file,
                all.subList(0, first),
                isComment ? line.stripTrailing() : line.substring(0, colon + 1),
                own,
                all.subList(end, all.size()),
                indent,
                onlyContent));
    }

    /** Whether the line is empty, or a comment that belongs to the next route. */
    private static boolean isOutside(String line, int indent) {
        String text = line.stripLeading();
        return text.isEmpty() || text.startsWith("#") && line.length() - text.length() <= indent;
    }

    /** The path of its file, relative to HUB_HOME. */
    public String file() {
        return file;
    }

    /** The YAML under the route's name, without its indentation. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Identifies the text: the first half of its SHA-256, in hexadecimal. */
    public String revision() {
        return revision(text());
    }

    /** The revision of any text, see {@link #revision()}. */
    public static String revision(String text) {
        String hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return hash.substring(0, hash.length() / 2);
    }

    /** Whether the file contains nothing else. */
    public boolean isAlone() {
        return onlyContent;
    }

    /** The content of the whole file with another text under the route's name. */
    public byte[] with(String text) {
        String margin = " ".repeat(indent + VALUE_INDENT);
        Stream<String> own = text.stripTrailing().lines().map(line -> line.isEmpty() ? "" : margin + line);
        return bytes(Stream.of(before.stream(), Stream.of(header), own, after.stream()));
    }

    /** The content of the whole file without the route. */
    public byte[] without() {
        return bytes(Stream.of(before.stream(), after.stream()));
    }

    private static byte[] bytes(Stream<Stream<String>> lines) {
        return lines.flatMap(all -> all).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
    }

    /** Converts the location of a problem from the whole file to the text of the route. */
    public Problem inText(Problem problem) {
        SourceLocation location = problem.location();
        int above = before.size() + 1;
        if (!location.file().equals(file) || location.line() <= above) {
            return problem;
        }
        SourceLocation inText = new SourceLocation(
                route,
                location.line() - above,
                Math.max(1, location.column() - indent - VALUE_INDENT),
                location.path());
        return problem.at(inText);
    }
}
