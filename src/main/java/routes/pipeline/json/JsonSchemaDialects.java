package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The dialects of JSON Schema: the drafts from 4 to 2020-12, and those that a file of HUB_HOME defines. Not thread-safe. */
final class JsonSchemaDialects {

    /** Format {@code regex}: a pattern of ECMA-262. */
    private static final Format REGEX = new Format() {
        @Override
        public String getName() {
            return "regex";
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return EcmaRegex.isPattern(value);
        }
    };

    /** What the library also checks, although no draft since 4 has it. An unknown format says nothing about a value. */
    private static final Set<String> UNKNOWN_FORMATS =
            Set.of("alpha", "alphanumeric", "color", "ip-address", "phone", "style", "utc-millisec");

    private final JsonSchemaReferences references = new JsonSchemaReferences();
    private final Map<String, Optional<JsonMetaSchema>> byIri = new HashMap<>();

    /** The dialect of this name, which has been asked for before. */
    JsonMetaSchema known(String iri) {
        return of(iri, unknown -> Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("'" + iri + "' is not a dialect of JSON Schema"));
    }

    JsonMetaSchema draft(VersionFlag draft) {
        return known(draft.getId());
    }

    /** @param files finds the meta-schema that has an id */
    Optional<JsonMetaSchema> of(String written, Function<String, Optional<JsonNode>> files) {
        String iri = written.endsWith("#") ? written.substring(0, written.length() - 1) : written;
        Optional<JsonMetaSchema> known = byIri.get(iri);
        if (known == null) {
            byIri.put(iri, Optional.empty()); // for a meta-schema that names itself
            known = SpecVersionDetector.detectOptionalVersion(written)
                    .or(() -> SpecVersionDetector.detectOptionalVersion(iri + "#"))
                    .map(draft -> adapted(JsonSchemaFactory.checkVersion(draft).getInstance()))
                    .or(() -> files.apply(iri).flatMap(schema -> defined(iri, schema, files)));
            byIri.put(iri, known);
        }
        return known;
    }

    private Optional<JsonMetaSchema> defined(String iri, JsonNode schema, Function<String, Optional<JsonNode>> files) {
        return of(schema.path("$schema").asText(VersionFlag.V202012.getId()), files)
                .map(base -> {
                    JsonMetaSchema.Builder builder = JsonMetaSchema.builder(iri, base);
                    JsonNode vocabularies = schema.path("$vocabulary");
                    if (vocabularies.isObject()) {
                        builder.vocabularies(Map::clear);
                        vocabularies
                                .properties()
                                .forEach(vocabulary -> builder.vocabulary(
                                        vocabulary.getKey(),
                                        vocabulary.getValue().asBoolean()));
                    }
                    return adapted(builder.build());
                });
    }

    /** The same dialect, where the hub's own keywords take the place of the library's. */
    private JsonMetaSchema adapted(JsonMetaSchema dialect) {
        return JsonMetaSchema.builder(dialect)
                .keywords(all -> all.replaceAll((name, keyword) -> own(keyword)))
                .vocabularyFactory(this::vocabulary)
                .formats(formats -> formats.keySet().removeAll(UNKNOWN_FORMATS))
                .format(REGEX)
                .build();
    }

    /** Returns null if there is none, as the library requires. */
    private Vocabulary vocabulary(String iri) {
        Vocabulary known = Vocabularies.getVocabulary(iri);
        return known == null
                ? null
                : new Vocabulary(
                        iri, known.getKeywords().stream().map(this::own).toArray(Keyword[]::new));
    }

    private Keyword own(Keyword keyword) {
        return references
                .keyword(keyword.getValue())
                .or(() -> JsonSchemaComparison.keyword(keyword.getValue()))
                .orElse(keyword);
    }
}
