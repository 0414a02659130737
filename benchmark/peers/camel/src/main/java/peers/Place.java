package peers;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.main.Main;

/** One kind of broker as Camel's own component reaches it. */
interface Place {

    static Place of(String kind, String address) {
        return switch (kind) {
            case "kafka" -> new KafkaPlace(address);
            case "rabbitmq" -> new RabbitPlace(address);
            case "sqs" -> new SqsPlace(address);
            default -> throw new IllegalArgumentException("no component for " + kind);
        };
    }

    void bind(Main main);

    String from(String name);

    String to(String name);

    /** Removes the key and whatever else only this kind of source says. */
    Object takeKey(Exchange exchange);

    void setKey(Message message, Object key);

    /** Called once the event is stored at the target. */
    default void acknowledge(Exchange exchange) {}
}
