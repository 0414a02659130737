package routes.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An event in the form in which SQS and SNS carry it. Immutable and thread-safe.
 *
 * @param attributes at most ten
 * @param fifo group and deduplication id for a FIFO queue or topic; empty otherwise
 * @param size in bytes, as the services count it: the body, and names, types and values of the attributes
 */
public record AwsMessage(String body, Map<String, AwsAttribute> attributes, Optional<Fifo> fifo, int size) {

    static AwsMessage of(String body, int bodySize, Map<String, AwsAttribute> attributes, Optional<Fifo> fifo) {
        int size = bodySize;
        for (Map.Entry<String, AwsAttribute> attribute : attributes.entrySet()) {
            size += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + attribute.getValue().size();
        }
        return new AwsMessage(body, attributes, fifo, size);
    }

    /** The group in which messages keep their order, and the deduplication id. */
    public record Fifo(String group, String deduplicationId) {}
}
