package routes.pipeline.body;

/** Parses the bytes of a body into one form, such as a JSON tree. Thread-safe. */
public interface BodyParser<T> {

    /** @throws StepException with reason {@code parse} where the bytes do not have this form; its message quotes nothing of them */
    T parse(byte[] body) throws StepException;
}
