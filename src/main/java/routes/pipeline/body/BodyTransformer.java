package routes.pipeline.body;

import routes.model.DeadLetterReason;
import routes.pipeline.jq.JqEvaluationException;
import routes.pipeline.jq.JqProgram;












import com.fasterxml.jackson.databind.JsonNode;

/** One body becomes another. */
public interface BodyTransformer {

    void apply(EventContext context) throws StepException;

    /** By an expression over JSON, which must have one result. */
    static BodyTransformer withJq(JqProgram program) {
        return context -> {
            try {
                JsonNode made = program.result(context.json());
                context.replaceBody(made);
            } catch (JqEvaluationException e) {
                throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        };
    }
}
