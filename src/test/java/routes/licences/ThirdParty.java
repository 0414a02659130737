package routes.licences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Writes down the licence of every library of the built hub, as its bill of materials has it, with the texts of licences and
 * notices that its jar contains. Equal texts are written once.
 *
 * <p>Arguments: the bill of materials, the folder of the built hub, and the folder to write to.
 */
public final class ThirdParty {

    private static final Pattern TEXT = Pattern.compile(
            "(META-INF/)?(licen[cs]es?/)?[^/]*(licen[cs]e|notice|copying)[^/]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TEXT =
            Pattern.compile(".*\\.(class|xml|json|properties)", Pattern.CASE_INSENSITIVE);

    private final Path to;
    /** The name of the file with a text, by the text. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    private ThirdParty(Path to) {
        this.to = to;
    }

    public static void main(String[] arguments) throws IOException {
        if (Files.notExists(Path.of(arguments[0]))) {
            System.out.println("no list of licences: there is no " + arguments[0] + ", which Maven makes only online");
            return;
        }
        new ThirdParty(Path.of(arguments[2])).write(licences(Path.of(arguments[0])), Path.of(arguments[1]));
    }

    /** The licences of each jar, by the name that it has in the built hub. */
    private static Map<String, String> licences(Path bom) throws IOException {
        Map<String, String> licences = new TreeMap<>();
        for (JsonNode component : new ObjectMapper().readTree(bom.toFile()).path("components")) {
            List<String> names = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                names.add(Stream.of(
                                choice.path("expression"),
                                licence.path("id"),
                                licence.path("name"),
                                licence.path("url"))
                        .map(JsonNode::asText)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("unknown"));
            }
            String jar = component.path("group").asText() + "."
                    + component.path("name").asText() + "-"
                    + component.path("version").asText();
            licences.put(jar, String.join(" or ", names));
        }
        return licences;
    }

    private void write(Map<String, String> licences, Path hub) throws IOException {
        StringBuilder list =
                new StringBuilder("The libraries of Caravanserai, their licences, and the files with the texts:\n");
        List<Path> jars;
        try (Stream<Path> files = Files.walk(hub.resolve("lib"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Files.createDirectories(to);
        for (Path jar : jars) {
            String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            String licence = Optional.ofNullable(licences.get(name))
                    .filter(known -> !known.isEmpty())
                    .orElseThrow(() -> new IllegalStateException("the bill of materials has no licence of " + name));
            list.append('\n').append(name).append(": ").append(licence).append('\n');
            texts(jar, name).forEach(file -> list.append("  ").append(file).append('\n'));
        }
        Files.writeString(to.resolve("THIRD-PARTY.txt"), list);
    }

    private List<String> texts(Path jar, String name) throws IOException {
        List<String> files = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(ThirdParty::isText).toList()) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                String file = texts.get(text);
                if (file == null) {
                    file = name + "-"
                            + entry.getName().replaceFirst("^META-INF/", "").replace('/', '-');
                    texts.put(text, file);
                    Files.writeString(to.resolve(file), text);
                }
                files.add(file);
            }
        }
        return files;
    }

    private static boolean isText(ZipEntry entry) {
        return !entry.isDirectory()
                && TEXT.matcher(entry.getName()).matches()
                && !NO_TEXT.matcher(entry.getName()).matches();
    }
}
