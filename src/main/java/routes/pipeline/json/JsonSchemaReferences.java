package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.DynamicRefValidator;
import com.networknt.schema.ExecutionContext;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resolves the references of one JSON Schema with bounded time and memory. The library would copy the referenced schema for
 * each path that leads to it: forty definitions, each with two references to the next one, would give a million million
 * copies, and a schema that refers to itself twice would keep a copy for every differently shaped body. This class keeps a
 * limited number of copies and creates others when needed; the number of steps for one body is limited. Thread-safe.
 */
final class JsonSchemaReferences {

    private static final int MAX_KEPT = 10_000;
    private static final int MAX_PRELOAD_DEPTH = 40;

    /**
     * The steps allowed for one body, in addition to {@link #MORE_FOR_A_VALUE} for each value in it. Following a reference
     * with a kept copy costs 1 step.
     */
    private static final int MAX_STEPS = 1_000_000;

    private static final int MORE_FOR_A_VALUE = 4;

    private static final int COST_OF_A_COPY = 100;
    private static final String STEPS_KEY = "caravanserai-spent";

    private final AtomicInteger kept = new AtomicInteger();

    /** Thrown when the references of a schema take too many steps for one body. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("the references take too many steps", null, false, false);
        }
    }

    /** The bounded version of this keyword. Empty if it is not a reference. */
    Optional<Keyword> keyword(String name) {
        return Optional.ofNullable(
                switch (name) {
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
                    default -> null;
                });
    }

    /** Finds the target of a reference with the library. */
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
                ExecutionContext context, JsonNode value, JsonNode body, JsonNodePath location) {
            stepsOf(context, body).add(copy.isPresent() ? 1 : COST_OF_A_COPY);
            return copy().validate(context, value, body, location);
        }

        private JsonSchema copy() {
            if (copy.isPresent()) {
                return copy.get();
            }
            JsonSchema created = Optional.ofNullable(target.getSchema())
                    .orElseThrow(() -> new JsonSchemaException("there is nothing at " + getSchemaNode()));
            if (kept.get() < MAX_KEPT) {
                kept.incrementAndGet();
                copy = Optional.of(created);
            }
            return created;
        }

        /** Checks that all references have a target, as far as this is possible with the copies that are kept. */
        @Override
        public void preloadJsonSchema() {
            JsonSchema created = copy();
            int depth = 0;
            for (JsonSchema above = created.getEvaluationParentSchema();
                    above != null;
                    above = above.getEvaluationParentSchema()) {
                depth++;
                if (above.getSchemaLocation().equals(created.getSchemaLocation()) || depth > MAX_PRELOAD_DEPTH) {
                    return;
                }
            }
            if (copy.isPresent()) {
                created.initializeValidators();
            }
        }
    }

    private static Steps stepsOf(ExecutionContext context, JsonNode body) {
        return (Steps)
                context.getCollectorContext().getCollectorMap().computeIfAbsent(STEPS_KEY, key -> new Steps(body));
    }

    /** Counts the steps for one body. The values of the body are counted only if it needs many steps. */
    private static final class Steps {

        private final JsonNode body;
        private long steps;
        private long most = MAX_STEPS;

        Steps(JsonNode body) {
            this.body = body;
        }

        void add(int cost) {
            steps += cost;
            if (steps > most && most == MAX_STEPS) {
                most += MORE_FOR_A_VALUE * values(body);
            }
            if (steps > most) {
                throw new TooManySteps();
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
