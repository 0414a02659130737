package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.serialization.JsonNodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/**
 * Validates bodies against a JSON Schema, of draft 2020-12 unless the schema names another one. {@code format} is asserted.
 * The schema may refer to other files of HUB_HOME and to the schemas of the drafts; nothing is ever fetched from the network.
 * Thread-safe.
 */
public record JsonSchemaValidator(JsonSchema schema, JsonSchemaFastPath fastPath, boolean expandsNumbers)
        implements BodyValidator {

    /**
     * Keywords for which the library may expand a number to all of its digits: {@code 1e1000000000} would exhaust the memory.
     */
    private static final Pattern EXPANDING_KEYWORDS =
            Pattern.compile("multipleOf|[mM]inimum|[mM]aximum|integer|enum|const|uniqueItems|contains|format");

    /** The location of the drafts' own schemas in the library. */
    private static final Pattern DRAFT = Pattern.compile("classpath:draft[\\w/-]+");

    private static final int MAX_EXPONENT = 5_000;

    public static JsonSchemaValidator of(String path, ResourceFiles files) throws CompileException {
        JsonSchemaDialects dialects = new JsonSchemaDialects();
        JsonSchemaSet set = new JsonSchemaSet(path, files, dialects);
        try {
            for (JsonSchemaDocument document : set.documents()) {
                for (JsonSchemaResource resource : document.ofOwnDraft()) {
                    check(resource, document.withoutForeignParts(resource));
                }
            }
            JsonSchemaResource root = set.root();
            JsonSchemaFactory factory = JsonSchemaFactory.builder()
                    .jsonNodeReader(new ExactReader())
                    .defaultMetaSchemaIri(root.dialect().getIri())
                    .metaSchema(root.dialect())
                    .metaSchemaFactory((iri, itself, settings) -> dialects.known(iri))
                    .schemaLoaders(loaders -> loaders.add(address -> content(address.toString(), set)))
                    .build();
            JsonSchema schema =
                    factory.getSchema(SchemaLocation.of(ResourceFiles.uri(path)), root.schema(), settings(false));
            schema.initializeValidators();
            return new JsonSchemaValidator(
                    schema, JsonSchemaFastPath.at(root.schema()), set.mentions(EXPANDING_KEYWORDS));
        } catch (RuntimeException e) {
            throw new CompileException("not a JSON Schema: " + path + ": " + e.getMessage());
        }
    }

    /** Checks a schema against that of its draft. */
    private static void check(JsonSchemaResource resource, JsonNode schema) throws CompileException {
        SpecVersion.VersionFlag draft = resource.dialect().getSpecification();
        Set<ValidationMessage> broken = JsonSchemaFactory.getInstance(draft)
                .getSchema(SchemaLocation.of(draft.getId()), settings(true))
                .validate(schema);
        if (!broken.isEmpty()) {
            throw new CompileException("not a JSON Schema: " + resource.path() + ": "
                    + (resource.isWholeFile() ? "" : "in '" + resource.iri() + "': ") + described(broken));
        }
    }

    /** Returns null for what the library has itself, as it requires. */
    private static InputStreamSource content(String iri, JsonSchemaSet set) {
        if (DRAFT.matcher(iri).matches()) {
            return null;
        }
        JsonNode schema = set.document(iri)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + iri + "' is not the name of a file under schemas/ or transforms/"));
        return () -> new ByteArrayInputStream(schema.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param cacheReferences whether the library caches references; {@link JsonSchemaReferences} does it otherwise */
    private static SchemaValidatorsConfig settings(boolean cacheReferences) {
        return SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_POINTER)
                .cacheRefs(cacheReferences)
                .regularExpressionFactory(regex -> BoundedPattern.ofEcma(regex)::foundIn)
                .build();
    }

    @Override
    public void validate(EventContext context) throws StepException {
        JsonNode body = context.parsed(JsonBody.FORMAT);
        if (expandsNumbers) {
            checkExponents(body);
        }
        if (fastPath.isSurelyValid(body)) {
            return;
        }
        try {
            Set<ValidationMessage> broken = schema.validate(body);
            if (!broken.isEmpty()) {
                throw new StepException(DeadLetterReason.SCHEMA, described(broken));
            }
        } catch (BoundedPattern.TooManySteps e) {
            throw new StepException(DeadLetterReason.SCHEMA, "a pattern of the schema takes too many steps");
        } catch (JsonSchemaReferences.TooManySteps e) {
            throw new StepException(DeadLetterReason.SCHEMA, "the references of the schema take too many steps");
        } catch (StackOverflowError e) {
            throw new StepException(DeadLetterReason.SCHEMA, "the schema refers to itself endlessly");
        }
    }

    private static void checkExponents(JsonNode value) throws StepException {
        if (value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) > MAX_EXPONENT) {
            throw new StepException(
                    DeadLetterReason.SCHEMA,
                    "the exponent of a number is greater than " + MAX_EXPONENT + ", which this schema cannot check");
        }
        for (Iterator<JsonNode> children = value.elements(); children.hasNext(); ) {
            checkExponents(children.next());
        }
    }

    /** Lists JSON pointers and keywords. The library's own messages are not used, because they quote the body. */
    private static String described(Set<ValidationMessage> broken) {
        List<String> all =
                broken.stream().map(JsonSchemaValidator::sentence).distinct().toList();
        return all.stream().limit(MAX_REPORTED).collect(Collectors.joining("; "))
                + (all.size() > MAX_REPORTED ? "; and " + (all.size() - MAX_REPORTED) + " more" : "");
    }

    private static String sentence(ValidationMessage violation) {
        String pointer = shortened(violation.getInstanceLocation().toString());
        String where = (pointer.isEmpty() ? "the body" : pointer) + " ";
        String field = violation.getProperty() == null ? "" : "'" + shortened(violation.getProperty()) + "'";
        JsonNode rule = violation.getSchemaNode();
        switch (violation.getType()) {
            case "required":
                return where + "lacks " + field;
            case "additionalProperties":
            case "unevaluatedProperties":
                return where + "has " + field + ", which the schema does not allow";
            default:
                boolean plain = rule != null
                        && (rule.isValueNode() || violation.getType().equals("enum"));
                return where + "violates " + violation.getType() + (plain ? ": " + shortened(rule.toString()) : "");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    /** Reads schemas with exact numbers, like bodies, so that a limit such as 1000.01 is exact. */
    private static final class ExactReader implements JsonNodeReader {
        @Override
        public JsonNode readTree(String content, InputFormat format) throws IOException {
            return read(content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public JsonNode readTree(InputStream content, InputFormat format) throws IOException {
            return read(content.readAllBytes());
        }

        private static JsonNode read(byte[] content) throws IOException {
            try {
                return Json.readUnique(content);
            } catch (Json.Malformed e) {
                throw new IOException(e);
            }
        }
    }
}
