package routes.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import routes.event.Bytes;

/**
 * An attribute of a message of SQS or SNS. Immutable and thread-safe.
 *
 * @param type {@code String}, {@code Number} or {@code Binary}, optionally followed by a dot and a label of the sender
 */
public record AwsAttribute(String type, Bytes value) {

    static AwsAttribute text(String text) {
        return new AwsAttribute("String", Bytes.ofText(text));
    }

    /** An attribute for these bytes: text if the service allows it, binary otherwise; empty if there are no bytes. */
    static Optional<AwsAttribute> of(Bytes value) {
        if (value.length() == 0) {
            return Optional.empty();
        }
        boolean legal = value.text().filter(AwsTextRules::isLegal).isPresent();
        return Optional.of(new AwsAttribute(legal ? "String" : "Binary", value));
    }

    public boolean isBinary() {
        return type.startsWith("Binary");
    }

    /** The size in bytes as the services count it, without the name. */
    int size() {
        return type.getBytes(StandardCharsets.UTF_8).length + value.length();
    }
}
