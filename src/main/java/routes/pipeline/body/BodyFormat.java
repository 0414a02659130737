package routes.pipeline.body;

/** Parses the bytes of a body into a value, and writes a changed value back to bytes. Implementations are thread-safe. */
public interface BodyFormat<T> extends BodyParser<T> {

    /** @throws StepException with the reason {@code expression} if the value is too large to be written */
    byte[] write(T value) throws StepException;
}
