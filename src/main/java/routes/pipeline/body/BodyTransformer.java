package routes.pipeline.body;

/** Replaces the body of an event. Implementations are thread-safe. */
public interface BodyTransformer {

    void apply(EventContext context) throws StepException;
}
