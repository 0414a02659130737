package routes.model;

import java.util.Base64;
import java.util.Optional;

/** Bytes that are written as base64, which may be broken into lines. */
public final class Base64Text {

    private Base64Text() {}

    /** The bytes; empty where this is not base64. */
    public static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
