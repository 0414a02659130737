package routes.pipeline.body;

/** Validates bodies against a compiled schema. Implementations are thread-safe. */
public interface BodyValidator {

    /** The most violations that are reported for one body. */
    int MAX_REPORTED = 20;

    /** @throws StepException if the body cannot be parsed or violates the schema */
    void validate(EventContext context) throws StepException;
}
