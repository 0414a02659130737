package routes.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import routes.event.Bytes;

/**
 * A value beside the body of a message at SQS or SNS.
 *
 * @param type {@code String}, {@code Number} or {@code Binary}, with a label of the sender's after a dot where he gave one
 */
public record AwsAttribute(String type, Bytes value) {

    static AwsAttribute text(String text) {
        return new AwsAttribute("String", Bytes.ofText(text));
    }

    /** Text where the service allows these bytes as text, binary elsewhere; nothing where they are empty or absent. */
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

    /** What the services count for it, without its name. */
    int size() {
        return type.getBytes(StandardCharsets.UTF_8).length + value.length();
    }
}
