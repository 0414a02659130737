package routes.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Checks the percent encoding of a path and query. Thread-safe. */
final class PercentEncoding {

    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    static Optional<String> problem(String target) {
        ByteBuffer bytes = ByteBuffer.allocate(target.length() * 3);
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '%') {
                int high = i + 1 < target.length() ? Character.digit(target.charAt(i + 1), HEXADECIMAL) : -1;
                int low = i + 2 < target.length() ? Character.digit(target.charAt(i + 2), HEXADECIMAL) : -1;
                if (high < 0 || low < 0) {
                    return Optional.of("in the path or query, a % must be followed by two hexadecimal digits; write %25"
                            + " for a percent sign");
                }
                bytes.put((byte) (high * HEXADECIMAL + low));
                i += 2;
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return decodingProblem(bytes.flip());
    }

    private static Optional<String> decodingProblem(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).chars().anyMatch(c -> c == 0)
                    ? Optional.of("the path or query contains the character U+0000")
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("the path or query, decoded, is not UTF-8 text");
        }
    }
}
