package routes.model;

import java.util.Base64;
import java.util.Optional;

/** Decodes base64, which may be broken into lines. Thread-safe. */
public final class Base64Text {

    private Base64Text() {}

    /** The decoded bytes; empty if the text is not base64. */
    public static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
