package routes.connector.aws;

import java.util.Optional;
import routes.connector.CloudEventBinding;
import routes.model.CloudEventsMode;
import routes.model.Packing;

/**
 * How the messages of one target are written. Immutable and thread-safe.
 *
 * @param fifo the name of the queue or topic, if it is FIFO
 * @param packing whether an event that the service cannot carry as it is may be written in a notation of the hub
 * @param cloudEvents the names of CloudEvents attributes; SQS and SNS have no binding of their own, and Kafka's names fit
 */
public record AwsMessageStyle(Optional<String> fifo, Packing packing, CloudEventBinding cloudEvents) {

    /** @param name of the queue or topic */
    public static AwsMessageStyle of(String name, Packing packing, CloudEventsMode mode) {
        return new AwsMessageStyle(
                Optional.of(name).filter(known -> known.endsWith(".fifo")),
                packing,
                new CloudEventBinding(AwsMessageCodec.CLOUD_EVENTS, mode));
    }

    /** Of dead letters, which stay as they are and are always sent. */
    public static AwsMessageStyle ofDeadLetters(String name) {
        return of(name, Packing.WHEN_NEEDED, CloudEventsMode.KEEP);
    }
}
