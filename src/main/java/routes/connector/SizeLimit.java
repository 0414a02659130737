package routes.connector;

/**
 * The largest event that a source can give, or a target takes. Immutable.
 *
 * @param bytes approximately those of the body, the key and the headers
 * @param setting whose limit it is, such as {@code max.message.bytes of the topic}
 */
public record SizeLimit(long bytes, String setting) {}
