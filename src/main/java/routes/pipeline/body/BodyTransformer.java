package routes.pipeline.body;

/** Replaces the body of an event by another one. Thread-safe. */
public interface BodyTransformer {

    void apply(EventContext context) throws StepException;
}
