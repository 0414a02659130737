package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.ContentHeaders;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/** Replaces a JSON body by the result of a jq expression. Thread-safe. */
public record JqTransformer(JqProgram program) implements BodyTransformer {

    private static final List<String> CLOUD_EVENT = List.of("specversion", "id", "source", "type");

    @Override
    public void apply(EventContext context) throws StepException {
        try {
            JsonNode result = program.result(new EventInput(context));
            context.replaceBody(JsonBody.UNIQUE_KEYS, result);
            context.setHeaders(
                    ContentHeaders.changed(context.headers(), ContentHeaders.JSON, type -> isStill(type, result)));
        } catch (JqEvaluationException e) {
            throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
        }
    }

    /** A type says that a body is JSON. That it is a whole CloudEvent, too, is true only with the attributes of one. */
    private static boolean isStill(String contentType, JsonNode result) {
        if (contentType.equals(ContentHeaders.JSON)) {
            return true; // as nearly always
        }
        boolean isCloudEvent = ContentHeaders.mediaType(contentType).equals("application/cloudevents+json");
        return ContentHeaders.isJson(contentType)
                && (!isCloudEvent || CLOUD_EVENT.stream().allMatch(result::has));
    }
}
