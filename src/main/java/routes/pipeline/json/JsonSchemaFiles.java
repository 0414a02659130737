package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/** Reads the files of JSON Schemas. A byte order mark of UTF-8 is skipped. Not thread-safe. */
final class JsonSchemaFiles {

    private static final Pattern ID = Pattern.compile("\"\\$?id\"\\s*:\\s*\"([^\"]*)\"");

    private final ResourceFiles files;
    private Optional<Map<String, List<String>>> byLastPart = Optional.empty();

    JsonSchemaFiles(ResourceFiles files) {
        this.files = files;
    }

    /** Reads a file that the route needs. */
    JsonNode read(String path) throws CompileException {
        byte[] bytes = files.bytes(path).orElseThrow(() -> new CompileException("'" + path + "' does not exist"));
        try {
            return Json.readUnique(bytes);
        } catch (Json.Malformed e) {
            throw new CompileException("not a JSON Schema: " + path + ": " + e.getMessage());
        }
    }

    /** Reads a file that may have nothing to do with the route. Empty if it is not JSON. */
    Optional<JsonNode> tryToRead(String path) {
        try {
            return Optional.of(Json.readUnique(files.peek(path)));
        } catch (Json.Malformed e) {
            return Optional.empty();
        }
    }

    /** The files that may have a schema with this id: the last part of it is that of an id in the file. */
    List<String> candidates(String id) {
        return byLastPart().getOrDefault(lastPart(id), List.of());
    }

    /** The files in which something looks like an id. */
    List<String> withIds() {
        return byLastPart().values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, List<String>> byLastPart() {
        byLastPart = byLastPart.or(() -> Optional.of(index()));
        return byLastPart.orElseThrow();
    }

    private Map<String, List<String>> index() {
        Map<String, List<String>> index = new HashMap<>();
        for (String path : new TreeSet<>(files.all())) {
            Set<String> parts = new TreeSet<>();
            for (Matcher id = ID.matcher(text(path)); id.find(); ) {
                parts.add(lastPart(id.group(1)));
            }
            parts.forEach(part ->
                    index.computeIfAbsent(part, none -> new ArrayList<>()).add(path));
        }
        return index;
    }

    /** The last part of the path of an id, such as {@code order.json}. */
    static String lastPart(String id) {
        String[] parts = id.replaceFirst("[?#].*", "").split("[/:]+");
        return parts.length == 0 ? "" : parts[parts.length - 1];
    }

    /** The file to which a URI of the hub's own refers. */
    Optional<String> path(String uri) {
        return files.path(uri);
    }

    boolean exists(String path) {
        return files.all().contains(path);
    }

    Set<String> all() {
        return files.all();
    }

    ByteBuffer content(String path) {
        return ByteBuffer.wrap(files.peek(path));
    }

    String text(String path) {
        return new String(files.peek(path), StandardCharsets.UTF_8);
    }
}
