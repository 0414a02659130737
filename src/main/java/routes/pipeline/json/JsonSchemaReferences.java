package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.DynamicRefValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaRef;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.RecursiveRefValidator;
import com.networknt.schema.RefValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one JSON Schema refers to its parts and to other files. The library copies what is referred to once for every way that
 * leads there: forty definitions that each refer to the next one twice would be a thousand milliards of copies, and a tree
 * that refers to itself on both sides would keep one for every body that ever looked different. Here only so many are kept,
 * the others are made anew when they are needed, and a body may ask for so many at most. Thread-safe.
 */
final class JsonSchemaReferences {

    private static final int MOST_KEPT = 10_000;
    private static final int DEEPEST_MADE_AHEAD = 40;

    /** Of one body, and so much more for each value in it: what follows a reference whose copy is kept costs 1. */
    private static final int MOST_SPENT = 1_000_000;

    private static final int MORE_FOR_A_VALUE = 4;

    private static final int COST_OF_A_COPY = 100;
    private static final String SPENT = "caravanserai-spent";

    private final AtomicInteger kept = new AtomicInteger();

    /** The references of a schema lead to more than can be looked at for one body. */
    static final class Exploded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exploded() {
            super("the references take too many steps", null, false, false);
        }
    }

    /** The same dialect, with references that are bounded. */
    JsonMetaSchema within(JsonMetaSchema dialect) {
        return JsonMetaSchema.builder(dialect)
                .keywords(all -> all.replaceAll((name, keyword) -> bounded(keyword)))
                .vocabularyFactory(this::vocabulary)
                .build();
    }

    /** Null is how the library says that there is none. */
    private Vocabulary vocabulary(String iri) {
        Vocabulary known = Vocabularies.getVocabulary(iri);
        return known == null
                ? null
                : new Vocabulary(
                        iri, known.getKeywords().stream().map(this::bounded).toArray(Keyword[]::new));
    }

    private Keyword bounded(Keyword keyword) {
        return switch (keyword.getValue()) {
            case "$ref" ->
                following(
                        ValidatorTypeCode.REF,
                        (at, path, rule, parent, context) ->
                                new RefValidator(at, path, rule, parent, context).getSchemaRef());
            case "$dynamicRef" ->
                following(
                        ValidatorTypeCode.DYNAMIC_REF,
                        (at, path, rule, parent, context) ->
                                new DynamicRefValidator(at, path, rule, parent, context).getSchemaRef());
            case "$recursiveRef" ->
                following(
                        ValidatorTypeCode.RECURSIVE_REF,
                        (at, path, rule, parent, context) ->
                                new RecursiveRefValidator(at, path, rule, parent, context).getSchemaRef());
            default -> keyword;
        };
    }

    /** How the library finds what a reference means. */
    private interface Finding {
        JsonSchemaRef find(
                SchemaLocation at, JsonNodePath path, JsonNode rule, JsonSchema parent, ValidationContext context);
    }

    private Keyword following(ValidatorTypeCode code, Finding finding) {
        return new Keyword() {
            @Override
            public String getValue() {
                return code.getValue();
            }

            @Override
            public JsonValidator newValidator(
                    SchemaLocation at, JsonNodePath path, JsonNode rule, JsonSchema parent, ValidationContext context) {
                JsonSchemaRef target = finding.find(at, path, rule, parent, context);
                return new Reference(at, path, rule, parent, code, context, target);
            }
        };
    }

    private final class Reference extends BaseJsonValidator {

        private final JsonSchemaRef target;
        private volatile Optional<JsonSchema> copy = Optional.empty();

        Reference(
                SchemaLocation at,
                JsonNodePath path,
                JsonNode rule,
                JsonSchema parent,
                ValidatorTypeCode code,
                ValidationContext context,
                JsonSchemaRef target) {
            super(at, path, rule, parent, code, context);
            this.target = target;
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode body, JsonNodePath place) {
            spent(context, body).add(copy.isPresent() ? 1 : COST_OF_A_COPY);
            return copy().validate(context, value, body, place);
        }

        private JsonSchema copy() {
            if (copy.isPresent()) {
                return copy.get();
            }
            JsonSchema made = Optional.ofNullable(target.getSchema())
                    .orElseThrow(() -> new JsonSchemaException("nothing is at " + getSchemaNode()));
            if (kept.get() < MOST_KEPT) {
                kept.incrementAndGet();
                copy = Optional.of(made);
            }
            return made;
        }

        /** Finds out whether all references lead somewhere, as far as that needs no copy that is not kept. */
        @Override
        public void preloadJsonSchema() {
            JsonSchema made = copy();
            int depth = 0;
            for (JsonSchema above = made.getEvaluationParentSchema();
                    above != null;
                    above = above.getEvaluationParentSchema()) {
                depth++;
                if (above.getSchemaLocation().equals(made.getSchemaLocation()) || depth > DEEPEST_MADE_AHEAD) {
                    return;
                }
            }
            if (copy.isPresent()) {
                made.initializeValidators();
            }
        }
    }

    private static Spent spent(ExecutionContext context, JsonNode body) {
        return (Spent) context.getCollectorContext().getCollectorMap().computeIfAbsent(SPENT, key -> new Spent(body));
    }

    /** What one body has asked for. Its values are counted only where it asks for much. */
    private static final class Spent {

        private final JsonNode body;
        private long steps;
        private long most = MOST_SPENT;

        Spent(JsonNode body) {
            this.body = body;
        }

        void add(int cost) {
            steps += cost;
            if (steps > most && most == MOST_SPENT) {
                most += MORE_FOR_A_VALUE * values(body);
            }
            if (steps > most) {
                throw new Exploded();
            }
        }

        private static long values(JsonNode value) {
            long number = 1;
            for (JsonNode child : value) {
                number += values(child);
            }
            return number;
        }
    }
}
