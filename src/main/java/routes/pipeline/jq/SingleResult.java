package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a {@link Single} expression was compiled to: gives its only result at once, without a path and without a sink. Immutable
 * and thread-safe.
 */
interface SingleResult {

    /** @param in never has a path */
    JsonNode of(PathValue in, Scope scope) throws JqEvaluationException;
}
