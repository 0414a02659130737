package routes.connector.aws;

import java.util.regex.Pattern;
import routes.event.Bytes;
import routes.event.PendingSend;
import routes.support.Sha256;

/**
 * Message group and deduplication ids of FIFO queues and topics: up to 128 letters, digits and punctuation characters.
 * Thread-safe.
 */
final class FifoIds {

    private static final Pattern LEGAL = Pattern.compile("[!-~]{1,128}");

    private FifoIds() {}

    /** @param name of the queue or topic, which is the group of all events without a key */
    static AwsMessage.Fifo of(PendingSend send, String name) {
        String id = send.message().address("deduplicationId").orElseGet(send::id);
        return new AwsMessage.Fifo(
                group(send.message().event().key(), name), isLegal(id) ? id : hash(Bytes.ofText(id)));
    }

    private static String group(Bytes key, String name) {
        if (!key.isPresent()) {
            return name;
        }
        return key.text().filter(FifoIds::isLegal).orElseGet(() -> "k-" + hash(key));
    }

    private static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    private static String hash(Bytes bytes) {
        return Sha256.of(bytes.array());
    }
}
