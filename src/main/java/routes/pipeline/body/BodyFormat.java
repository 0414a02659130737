package routes.pipeline.body;

/** Parses the bytes of a body into one form, and writes a changed one as bytes again. Thread-safe. */
public interface BodyFormat<T> extends BodyParser<T> {

    /** @throws StepException with reason {@code expression} where the value is too large to be written */
    byte[] write(T value) throws StepException;
}
