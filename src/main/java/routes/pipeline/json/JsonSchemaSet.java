package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;
import routes.support.DidYouMean;

/**
 * The JSON Schema of a route with all that it refers to. Its patterns are sound, every reference leads to a schema, and
 * references to other schemas are absolute. Not thread-safe.
 */
final class JsonSchemaSet {

    private static final int MAX_PROBLEMS = 5;
    private static final String FOLDERS = "under schemas/ or transforms/";

    /** The drafts' own schemas, which the library has. */
    private static final Pattern PUBLISHED =
            Pattern.compile("https?://json-schema\\.org/draft(-0[467]/schema|/20(19-09|20-12)/(schema|meta/[a-z-]+))");

    private final JsonSchemaFiles files;
    private final JsonSchemaIds ids;
    private final JsonSchemaResource root;
    private final List<String> problems = new ArrayList<>();

    /** @throws CompileException if a file is no JSON Schema, or a reference leads to nothing */
    JsonSchemaSet(String path, ResourceFiles resources, JsonSchemaDialects dialects) throws CompileException {
        files = new JsonSchemaFiles(resources);
        ids = new JsonSchemaIds(files, dialects);
        root = ids.loadFirst(path).root();
        Set<JsonSchemaDocument> checked = new HashSet<>();
        for (boolean isDone = false; !isDone; ) {
            isDone = true;
            for (JsonSchemaDocument document : List.copyOf(ids.loaded().values())) {
                for (Optional<JsonSchemaDocument.Reference> next = document.nextReference();
                        next.isPresent();
                        next = document.nextReference()) {
                    isDone = false;
                    resolve(next.get());
                }
                isDone &= !checked.add(document);
            }
        }
        checked.forEach(this::checkExpressions);
        if (!problems.isEmpty()) {
            throw new CompileException("not a JSON Schema: "
                    + String.join("; ", problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())))
                    + (problems.size() > MAX_PROBLEMS ? "; and " + (problems.size() - MAX_PROBLEMS) + " more" : ""));
        }
    }

    JsonSchemaResource root() {
        return root;
    }

    /** The files of the set. */
    Collection<JsonSchemaDocument> documents() {
        return ids.loaded().values();
    }

    /** Whether the text of a file matches. */
    boolean mentions(Pattern keywords) {
        return ids.loaded().keySet().stream()
                .anyMatch(path -> keywords.matcher(files.text(path)).find());
    }

    /** The schema that has this name, as a document of its own. */
    Optional<JsonNode> document(String iri) {
        return ids.loaded(iri).map(resource -> {
            if (resource.isWholeFile() || !resource.schema().isObject()) {
                return resource.schema();
            }
            ObjectNode alone = ((ObjectNode) resource.schema()).objectNode();
            alone.put("$schema", resource.dialect().getIri());
            return alone.setAll((ObjectNode) resource.schema());
        });
    }

    private void checkExpressions(JsonSchemaDocument document) {
        document.problems().forEach(problem -> add(document.root(), problem));
        for (JsonSchemaDocument.Expression expression : document.expressions()) {
            try {
                BoundedPattern.ofEcma(expression.text());
            } catch (IllegalArgumentException e) {
                add(document.root(), "at " + expression.pointer() + ": " + e.getMessage());
            }
        }
    }

    private void add(JsonSchemaResource in, String problem) {
        problems.add(in.path() + ": " + problem);
    }

    private void resolve(JsonSchemaDocument.Reference reference) {
        String written = reference.written();
        int hash = written.indexOf('#');
        String name = hash < 0 ? written : written.substring(0, hash);
        String fragment = hash < 0 ? "" : written.substring(hash + 1);
        JsonSchemaResource from = reference.from();
        String iri = name.isEmpty() ? from.iri() : JsonSchemaDocument.absolute(from.iri(), name);
        if (PUBLISHED.matcher(iri).matches()) {
            return;
        }
        String at = "at " + reference.pointer() + ": ";
        try {
            Optional<JsonSchemaResource> target = ids.find(iri, from);
            if (target.isEmpty()) {
                add(from, at + unknown(name, iri, from));
                return;
            }
            Optional<JsonNode> schema = target.get().at(decoded(fragment));
            if (schema.isEmpty()) {
                add(from, at + nothing(decoded(fragment), target.get(), from));
            } else if (!schema.get().isObject() && !schema.get().isBoolean()) {
                add(
                        from,
                        at + "what is at '#" + fragment + "' in " + target.get().path() + " is no schema");
            } else {
                String pointer = target.get().pointer() + (fragment.startsWith("/") ? decoded(fragment) : "");
                ids.loaded().get(target.get().path()).read(schema.get(), pointer, target.get());
                boolean hasIdBeside = reference.schema() == from.schema() && !from.isWholeFile();
                if (!name.isEmpty() || hasIdBeside) {
                    reference
                            .schema()
                            .put(reference.keyword(), target.get().iri() + (hash < 0 ? "" : written.substring(hash)));
                }
            }
        } catch (CompileException e) {
            add(from, at + e.getMessage());
        }
    }

    private String unknown(String name, String iri, JsonSchemaResource from) {
        if (problems.size() >= MAX_PROBLEMS) {
            return name; // it is only counted
        }
        if (iri.startsWith(ResourceFiles.SCHEME + ":")) {
            List<String> others = files.all().stream()
                    .filter(path -> !path.equals(from.path()))
                    .toList();
            return "'" + name + "' is not a file " + FOLDERS + new DidYouMean(others).hint(path(iri));
        }
        Map<String, String> all = ids.all();
        String hint = new DidYouMean(all.keySet())
                .to(iri)
                .map(id -> ", did you mean '" + id + "' (" + all.get(id) + ")?")
                .orElseGet(() -> all.isEmpty()
                        ? "; no file there has an id"
                        : "; ids there: " + new DidYouMean(all.keySet()).all());
        return (name.equals(iri) ? "" : "'" + name + "' stands for ") + "'" + iri + "', which is not the id of a file "
                + FOLDERS + "; nothing is fetched from the network" + hint;
    }

    private static String path(String iri) {
        return iri.substring(iri.indexOf('/') + 1);
    }

    private static String nothing(String fragment, JsonSchemaResource target, JsonSchemaResource from) {
        String where = target.path().equals(from.path()) ? "" : " in " + target.path();
        if (!fragment.startsWith("/")) {
            return "there is no anchor '" + fragment + "'" + where
                    + new DidYouMean(target.anchors().keySet()).hint(fragment);
        }
        String found = "";
        String[] tokens = fragment.substring(1).split("/", -1);
        int i = 0;
        while (target.at(found + "/" + tokens[i]).isPresent()) {
            found += "/" + tokens[i++];
        }
        List<String> names = new ArrayList<>();
        target.at(found).orElseThrow().fieldNames().forEachRemaining(names::add);
        return "there is nothing at '#" + fragment + "'" + where
                + (names.isEmpty() ? "" : new DidYouMean(names).hint(tokens[i]));
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }
}
