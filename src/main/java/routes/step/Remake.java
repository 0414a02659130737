package routes.step;

import routes.model.DeadLetterReason;
import routes.step.jq.JqFailure;
import routes.step.jq.JqProgram;










import com.fasterxml.jackson.databind.JsonNode;

/** One body becomes another. */
interface Remake {

    void apply(Cargo cargo) throws Unfit;

    /** By an expression over JSON, which must have one result. */
    static Remake by(JqProgram program) {
        return cargo -> {
            try {
                JsonNode made = program.result(cargo.json());
                cargo.become(made);
            } catch (JqFailure e) {
                throw new Unfit(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        };
    }
}
