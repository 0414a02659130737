package routes.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An event written as SQS and SNS carry it. Immutable.
 *
 * @param attributes ten at most
 * @param fifo how a FIFO queue or topic orders it; empty elsewhere
 * @param size what the services count: the body, and names, types and values of the attributes
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

    /** The group in which letters keep their order, and what tells two letters apart. */
    public record Fifo(String group, String deduplicationId) {}
}
