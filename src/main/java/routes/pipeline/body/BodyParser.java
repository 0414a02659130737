package routes.pipeline.body;

/** Parses the bytes of a body into a value, such as a JSON tree. Implementations are thread-safe. */
public interface BodyParser<T> {

    /** @throws StepException with the reason {@code parse} if the bytes are malformed; its message never quotes the body */
    T parse(byte[] body) throws StepException;

    /** Whether a value that the other parser made is what this one would have made, so that the body is not parsed again. */
    default boolean takesFrom(BodyParser<?> other) {
        return other == this;
    }
}
