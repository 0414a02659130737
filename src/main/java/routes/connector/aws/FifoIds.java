package routes.connector.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import routes.event.Bytes;
import routes.event.OutboundMessage;

/** What a FIFO queue or topic calls a key and a position: up to 128 letters, digits and punctuation. */
final class FifoIds {

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,128}");

    private FifoIds() {}

    /** @param place the queue or topic, whose name is the group of all events without a key */
    static AwsMessage.Fifo of(OutboundMessage message, String place) {
        return new AwsMessage.Fifo(group(message.event().key(), place), deduplicationId(message.deduplicationId()));
    }

    private static String group(Bytes key, String place) {
        if (!key.isPresent()) {
            return place;
        }
        return key.text().filter(FifoIds::isLegal).orElseGet(() -> "k-" + hash(key));
    }

    /** Without a given identity each sending is an event of its own: a hash of the content would drop equal events. */
    private static String deduplicationId(Optional<String> given) {
        return given.map(id -> isLegal(id) ? id : hash(Bytes.ofText(id)))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    private static String hash(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
