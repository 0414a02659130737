package peers;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.main.Main;

/**
 * Commits by hand, once for the records of a partition that one poll has brought. A record waits for the one before it, so
 * that to linger for more of them would only cost time: {@code lingerMs} stays at Camel's default of 0.
 */
final class KafkaPlace implements Place {

    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

    private static final String LAST = "last";

    private final String brokers;

    KafkaPlace(String brokers) {
        this.brokers = brokers;
    }

    @Override
    public void bind(Main main) {
        main.addInitialProperty("camel.component.kafka.brokers", brokers);
    }

    @Override
    public String from(String topic) {
        return "kafka:" + topic + "?groupId=camel-" + ProcessHandle.current().pid()
                + "&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                + "&isolationLevel=read_committed&maxPollRecords=2000&keyDeserializer=" + BYTES
                + "Deserializer&valueDeserializer=" + BYTES + "Deserializer";
    }

    @Override
    public String to(String topic) {
        return "kafka:" + topic + "?requestRequiredAcks=all&enableIdempotence=true&keySerializer=" + BYTES
                + "Serializer&valueSerializer=" + BYTES + "Serializer";
    }

    @Override
    public Object takeKey(Exchange exchange) {
        Message message = exchange.getMessage();
        Object key = message.removeHeader(KafkaConstants.KEY);
        exchange.setProperty(LAST, message.removeHeader(KafkaConstants.LAST_RECORD_BEFORE_COMMIT));
        message.removeHeaders("kafka.*");
        return key;
    }

    @Override
    public void setKey(Message message, Object key) {
        message.setHeader(
                KafkaConstants.KEY,
                key instanceof byte[] bytes ? bytes : key.toString().getBytes());
    }

    @Override
    public void acknowledge(Exchange exchange) {
        if (exchange.getProperty(LAST, false, Boolean.class)) {
            exchange.getMessage()
                    .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                    .commit();
        }
    }
}
