package routes.pipeline.body;

/** A schema, ready to judge bodies. Thread-safe. */
public interface BodyValidator {

    /** The most violations that are told of one body. */
    int MOST_TOLD = 20;

    /** Does nothing where the body fits. */
    void validate(EventContext context) throws StepException;
}
