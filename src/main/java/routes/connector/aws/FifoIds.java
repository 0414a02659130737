package routes.connector.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import routes.event.Bytes;
import routes.event.OutboundMessage;

/**
 * Message group and deduplication ids of FIFO queues and topics: up to 128 letters, digits and punctuation characters.
 * Thread-safe.
 */
final class FifoIds {

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,128}");

    private FifoIds() {}

    /** @param place the queue or topic; its name is the group of events without a key */
    static AwsMessage.Fifo of(OutboundMessage message, String place) {
        return new AwsMessage.Fifo(group(message.event().key(), place), deduplicationId(message.deduplicationId()));
    }

    private static String group(Bytes key, String place) {
        if (!key.isPresent()) {
            return place;
        }
        return key.text().filter(FifoIds::isLegal).orElseGet(() -> "k-" + hash(key));
    }

    /**
     * The deduplication id. Without a given one it is derived from the position of the event: a hash of the content would
     * drop different events with equal content.
     */
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
