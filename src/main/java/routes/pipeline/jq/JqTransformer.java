package routes.pipeline.jq;

import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/** Replaces a JSON body by the result of a jq expression. Thread-safe. */
public record JqTransformer(JqProgram program) implements BodyTransformer {

    @Override
    public void apply(EventContext context) throws StepException {
        try {
            context.replaceBody(JsonBody.UNIQUE_KEYS, program.result(new EventInput(context)));
        } catch (JqEvaluationException e) {
            throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
        }
    }
}
