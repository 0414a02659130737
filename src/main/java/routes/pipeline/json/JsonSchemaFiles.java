package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/** Reads the files of JSON Schemas. A byte order mark of UTF-8 is skipped. Not thread-safe. */
final class JsonSchemaFiles {

    private final ResourceFiles files;

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
            return Optional.of(Json.readUnique(files.unused(path)));
        } catch (Json.Malformed e) {
            return Optional.empty();
        }
    }

    /** The files in which this text occurs. */
    List<String> mentioning(String text) {
        byte[] word = text.getBytes(StandardCharsets.UTF_8);
        return files.all().stream()
                .filter(path -> !path.endsWith(".xsd") && !path.endsWith(".xsl") && !path.endsWith(".xslt"))
                .filter(path -> occurs(word, files.unused(path)))
                .sorted()
                .toList();
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
        return ByteBuffer.wrap(files.unused(path));
    }

    String text(String path) {
        return new String(files.unused(path), StandardCharsets.UTF_8);
    }

    private static boolean occurs(byte[] word, byte[] text) {
        for (int i = 0; i + word.length <= text.length; i++) {
            if (Arrays.equals(word, 0, word.length, text, i, i + word.length)) {
                return true;
            }
        }
        return false;
    }
}
