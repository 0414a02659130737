package routes.connector.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.TypedValue;

/**
 * An attribute of a message of SQS or SNS. Immutable and thread-safe.
 *
 * @param type {@code String}, {@code Number} or {@code Binary}, optionally followed by a dot and a label of the sender
 */
public record AwsAttribute(String type, Bytes value) implements TypedValue {

    private static final String STRING = "String";
    private static final String NUMBER = "Number";
    private static final String BINARY = "Binary";

    static AwsAttribute text(String text) {
        return new AwsAttribute(STRING, Bytes.ofText(text));
    }

    /** An attribute for these bytes: text if the service allows it, binary otherwise; empty if there are no bytes. */
    static Optional<AwsAttribute> of(Bytes value) {
        if (value.length() == 0) {
            return Optional.empty();
        }
        boolean legal = value.text().filter(AwsTextRules::isLegal).isPresent();
        return Optional.of(new AwsAttribute(legal ? STRING : BINARY, value));
    }

    /** The attribute for a header: as it came from SQS, or with the type that the services have for its value. */
    static Optional<AwsAttribute> of(Header header) {
        return header.typed()
                .map(typed -> typed instanceof AwsAttribute
                        ? Optional.of((AwsAttribute) typed)
                        : typed.accept(new Converted(header.value())))
                .orElseGet(() -> of(header.value()));
    }

    /** The value of a packed header. A data type that the services would refuse for it is not the hub's, and is left out. */
    static Optional<TypedValue> unpacked(String type, Bytes value) {
        return isLegal(type, value) ? Optional.of(new AwsAttribute(type, value)) : Optional.empty();
    }

    /** An attribute that somebody has written who is not bound to the rules of the services: one that breaks them has no type. */
    static AwsAttribute ofStranger(String type, Bytes value) {
        return isLegal(type, value)
                ? new AwsAttribute(type, value)
                : of(value).orElseGet(() -> new AwsAttribute(STRING, value));
    }

    private static boolean isLegal(String type, Bytes value) {
        boolean legal = switch (basic(type)) {
            case STRING -> value.text().filter(AwsTextRules::isLegal).isPresent();
            case NUMBER -> AwsTextRules.number(value.toString()).isPresent();
            case BINARY -> value.length() > 0;
            default -> false;
        };
        return legal && AwsTextRules.isLegalName(type);
    }

    /** The data type with which the header would leave, where its bytes alone do not tell. */
    static Optional<String> label(Header header) {
        return of(header)
                .filter(attribute -> !of(header.value()).equals(Optional.of(attribute)))
                .map(AwsAttribute::type);
    }

    /** The header of this attribute. It keeps its data type unless the bytes alone would get the same, or there are none. */
    Header header(String name) {
        return of(value).map(this::equals).orElse(true)
                ? new Header(name, value)
                : new Header(name, value, Optional.of(this));
    }

    public boolean isBinary() {
        return isBinary(type);
    }

    static boolean isBinary(String type) {
        return basic(type).equals(BINARY);
    }

    /** The data type without the label of the sender. */
    private static String basic(String type) {
        return type.split("\\.", 2)[0];
    }

    /** The size in bytes as the services count it, without the name. */
    int size() {
        return type.getBytes(StandardCharsets.UTF_8).length + value.length();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        if (isBinary()) {
            return visitor.binary(value);
        }
        return basic(type).equals(NUMBER)
                ? AwsTextRules.number(value.toString())
                        .map(visitor::number)
                        .orElseGet(() -> visitor.text(value.toString()))
                : visitor.text(value.toString());
    }

    /** Values of other brokers. What the services have no type for is the documented text. */
    private record Converted(Bytes bytes) implements Visitor<Optional<AwsAttribute>> {

        private Optional<AwsAttribute> asText() {
            return of(bytes);
        }

        @Override
        public Optional<AwsAttribute> text(String text) {
            return asText();
        }

        @Override
        public Optional<AwsAttribute> binary(Bytes value) {
            return value.length() == 0 ? Optional.empty() : Optional.of(new AwsAttribute(BINARY, value));
        }

        @Override
        public Optional<AwsAttribute> number(BigDecimal number) {
            return AwsTextRules.isLegalNumber(number) ? Optional.of(new AwsAttribute(NUMBER, bytes)) : asText();
        }

        @Override
        public Optional<AwsAttribute> truth(boolean value) {
            return asText();
        }

        @Override
        public Optional<AwsAttribute> time(Instant time) {
            return asText();
        }

        @Override
        public Optional<AwsAttribute> nothing() {
            return Optional.empty();
        }

        @Override
        public Optional<AwsAttribute> list(List<TypedValue> items) {
            return asText();
        }

        @Override
        public Optional<AwsAttribute> table(Map<String, TypedValue> entries) {
            return asText();
        }
    }
}
