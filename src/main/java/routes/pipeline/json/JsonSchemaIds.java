package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/**
 * Finds JSON Schemas by their names. An id is a name and never an address: it is looked up among the ids of all files. If no
 * file has it, the file counts that is placed beside the file that refers as the reference is beside the id of that file. Not
 * thread-safe.
 */
final class JsonSchemaIds {

    private final JsonSchemaFiles files;
    private final JsonSchemaDialects dialects;
    private final Map<String, JsonSchemaDocument> loaded = new LinkedHashMap<>();
    private final Map<String, Optional<JsonSchemaDocument>> read = new HashMap<>();
    private final Map<String, JsonSchemaResource> resources = new HashMap<>();
    private JsonMetaSchema usual;

    JsonSchemaIds(JsonSchemaFiles files, JsonSchemaDialects dialects) {
        this.files = files;
        this.dialects = dialects;
        this.usual = dialects.draft(VersionFlag.V202012);
    }

    /** Loads the schema of a route. Its dialect is also that of the other files that name none. */
    JsonSchemaDocument loadFirst(String path) throws CompileException {
        JsonSchemaDocument first = load(path);
        usual = first.root().dialect();
        return first;
    }

    private JsonSchemaDocument load(String path) throws CompileException {
        JsonNode schema = files.read(path);
        Optional<JsonSchemaDocument> known = read.getOrDefault(path, Optional.empty());
        JsonSchemaDocument document = known.orElseGet(() -> document(path, schema));
        read.put(path, Optional.of(document));
        loaded.put(path, document);
        document.resources().forEach(resources::putIfAbsent);
        return document;
    }

    private JsonSchemaDocument document(String path, JsonNode schema) {
        return new JsonSchemaDocument(
                path, ResourceFiles.uri(path), schema, usual, dialect -> dialects.of(dialect, this::metaSchema));
    }

    private Optional<JsonNode> metaSchema(String iri) {
        return withId(iri).stream()
                .findFirst()
                .flatMap(path -> read.get(path))
                .map(document -> document.resources().get(iri).schema());
    }

    Map<String, JsonSchemaDocument> loaded() {
        return loaded;
    }

    /** The schema of this name among those that are loaded. */
    Optional<JsonSchemaResource> loaded(String iri) {
        return Optional.ofNullable(resources.get(iri));
    }

    /**
     * Finds and loads the schema of this name.
     *
     * @throws CompileException if its file cannot be read, or if several files have the id
     */
    Optional<JsonSchemaResource> find(String iri, JsonSchemaResource from) throws CompileException {
        if (!resources.containsKey(iri)) {
            Optional<String> path = files.path(iri);
            String id = iri;
            if (path.isEmpty()) {
                path = choose(iri, withId(iri), beside(iri, from));
            }
            if (path.isEmpty()) {
                id = sameButQuery(iri).orElse(iri);
                path = choose(id, withId(id), Optional.empty());
            }
            if (path.isPresent()) {
                JsonSchemaDocument document = load(path.get());
                resources.putIfAbsent(iri, document.resources().getOrDefault(id, document.root()));
            }
        }
        return loaded(iri);
    }

    private Optional<String> choose(String iri, List<String> withId, Optional<String> beside) throws CompileException {
        if (withId.isEmpty()) {
            return beside;
        }
        List<String> whole = withId.stream()
                .filter(path ->
                        read.get(path).orElseThrow().resources().get(iri).isWholeFile())
                .toList();
        List<String> best = whole.isEmpty() ? withId : whole;
        List<String> named = best.stream()
                .filter(path -> path.endsWith("/" + JsonSchemaFiles.lastPart(iri)))
                .toList();
        Optional<String> preferred = beside.filter(best::contains)
                .or(() -> named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty());
        boolean areSame = best.stream().map(files::content).distinct().count() == 1;
        if (!areSame && preferred.isEmpty()) {
            throw new CompileException("several files have the id '" + iri + "': " + String.join(", ", best));
        }
        return preferred.or(() -> Optional.of(best.get(0)));
    }

    /** The files that have a schema with this id. */
    private List<String> withId(String iri) {
        return files.candidates(iri).stream()
                .filter(path -> tryToRead(path)
                        .filter(document -> document.resources().containsKey(iri))
                        .isPresent())
                .toList();
    }

    /** The only id that differs in nothing but a query, which some publishers append as a version. */
    private Optional<String> sameButQuery(String iri) {
        List<String> found = files.candidates(iri).stream()
                .flatMap(path -> tryToRead(path).stream())
                .flatMap(document -> document.resources().keySet().stream())
                .filter(id -> withoutQuery(id).equals(withoutQuery(iri)))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String withoutQuery(String iri) {
        return iri.replaceFirst("\\?.*", "");
    }

    private Optional<JsonSchemaDocument> tryToRead(String path) {
        if (!read.containsKey(path)) {
            read.put(path, Optional.empty()); // for a schema that is its own meta-schema
            read.put(path, files.tryToRead(path).map(schema -> document(path, schema)));
        }
        return read.get(path);
    }

    /** All ids, each with its file. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (String path : files.withIds()) {
            tryToRead(path)
                    .ifPresent(document -> document.resources().keySet().stream()
                            .filter(iri -> !iri.startsWith(ResourceFiles.SCHEME + ":"))
                            .forEach(iri -> all.putIfAbsent(iri, path)));
        }
        return all;
    }

    private Optional<String> beside(String iri, JsonSchemaResource from) {
        return beside(iri, from.iri(), from.path())
                .or(() -> beside(iri, loaded.get(from.path()).root().iri(), from.path()))
                .filter(files::exists);
    }

    private static Optional<String> beside(String iri, String base, String path) {
        try {
            URI wanted = new URI(iri).normalize();
            URI known = new URI(base).normalize();
            if (wanted.getPath() == null
                    || known.getPath() == null
                    || !site(wanted).equals(site(known))) {
                return Optional.empty();
            }
            String[] to = wanted.getPath().split("/");
            String[] at = known.getPath().split("/");
            int common = 0;
            while (common < at.length - 1 && common < to.length - 1 && at[common].equals(to[common])) {
                common++;
            }
            String up = "../".repeat(Math.max(0, at.length - 1 - common));
            String relative = up + String.join("/", Arrays.copyOfRange(to, common, to.length));
            return Optional.of(new URI(null, null, "/" + path, null).resolve(new URI(null, null, relative, null)))
                    .map(found -> found.normalize().getPath().substring(1));
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String site(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
