package peers;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;

/**
 * Spring Cloud Stream between Kafka and RabbitMQ. By default a function, as its makers ship it: it is quick, but does not wait
 * until the target has stored an event before the source is told that it is done with. Tuned, it takes batches, and waits
 * once for all of a batch: nothing is lost.
 *
 * <p>Arguments: {@code default} or {@code tuned}; kind, address and name of the source; kind, address and name of the target.
 */
@SpringBootApplication
public class SpringStream {

    public static void main(String... arguments) {
        List<String> settings = new Settings(arguments[0].equals("tuned"))
                .of(arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6]);
        SpringApplication.run(
                SpringStream.class,
                settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    @Bean
    Function<Message<byte[]>, Message<byte[]>> carry() {
        return message -> message;
    }

    @Bean
    Consumer<Message<List<byte[]>>> carryAll(StreamBridge bridge, Batch batch) {
        return messages -> batch.send(messages, message -> bridge.send(Settings.TARGET, message));
    }

    @Bean
    Batch batch() {
        return new Batch();
    }

    /** Without it nobody outside could wait for Kafka but by waiting for each record alone. */
    @Bean
    ProducerMessageHandlerCustomizer<MessageHandler> futures(Batch batch) {
        return (handler, destination) -> {
            if (handler instanceof KafkaProducerMessageHandler<?, ?> kafka) {
                kafka.setFuturesChannel((future, timeout) -> batch.sent(future));
            }
        };
    }
}
