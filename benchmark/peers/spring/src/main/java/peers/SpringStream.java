package peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;

/**
 * A Spring Cloud Stream function between Kafka and RabbitMQ.
 *
 * <p>Arguments: {@code default} or {@code tuned}; kind, address and name of the source; kind, address and name of the target.
 */
@SpringBootApplication
public class SpringStream {

    private static final String BINDINGS = "spring.cloud.stream.bindings.";

    public static void main(String... arguments) {
        boolean tuned = arguments[0].equals("tuned");
        List<String> settings = new ArrayList<>(List.of(
                "spring.main.web-application-type=none",
                "spring.jmx.enabled=false",
                "spring.cloud.function.definition=carry",
                "spring.cloud.stream.function.autodetect=false",
                BINDINGS + "carry-in-0.content-type=application/octet-stream",
                BINDINGS + "carry-out-0.content-type=application/octet-stream"));
        for (int end : new int[] {1, 4}) {
            boolean source = end == 1;
            String name = arguments[end + 2];
            if (arguments[end].equals("kafka")) {
                settings.addAll(kafka(source, arguments[end + 1], name, tuned));
            } else {
                settings.addAll(rabbit(source, arguments[end + 1], name, tuned));
            }
        }
        SpringApplication.run(
                SpringStream.class,
                settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    private static List<String> kafka(boolean source, String brokers, String topic, boolean tuned) {
        String binding = "spring.cloud.stream.kafka.bindings.carry-" + (source ? "in-0.consumer." : "out-0.producer.");
        List<String> settings = new ArrayList<>(List.of(
                "spring.cloud.stream.kafka.binder.brokers=" + brokers,
                "spring.cloud.stream.kafka.binder.auto-create-topics=false"));
        if (source) {
            settings.addAll(List.of(
                    BINDINGS + "carry-in-0.binder=kafka",
                    BINDINGS + "carry-in-0.destination=" + topic,
                    BINDINGS + "carry-in-0.group=spring-" + ProcessHandle.current().pid(),
                    binding + "start-offset=earliest"));
            if (tuned) {
                settings.addAll(List.of(
                        binding + "ack-mode=BATCH",
                        binding + "configuration.max.poll.records=2000",
                        binding + "configuration.fetch.min.bytes=65536"));
            }
        } else {
            settings.addAll(List.of(
                    BINDINGS + "carry-out-0.binder=kafka",
                    BINDINGS + "carry-out-0.destination=" + topic,
                    binding + "configuration.acks=all"));
            if (tuned) {
                settings.addAll(List.of(
                        binding + "configuration.linger.ms=5", binding + "configuration.batch.size=262144"));
            }
        }
        return settings;
    }

    private static List<String> rabbit(boolean source, String address, String queue, boolean tuned) {
        String binding = "spring.cloud.stream.rabbit.bindings.carry-" + (source ? "in-0.consumer." : "out-0.producer.");
        List<String> settings = new ArrayList<>(
                List.of("spring.rabbitmq.addresses=" + address, "spring.rabbitmq.publisher-confirm-type=correlated"));
        if (source) {
            settings.addAll(List.of(
                    BINDINGS + "carry-in-0.binder=rabbit",
                    BINDINGS + "carry-in-0.destination=from-" + queue,
                    BINDINGS + "carry-in-0.group=" + queue,
                    binding + "queue-name-group-only=true"));
            if (tuned) {
                settings.addAll(List.of(
                        binding + "prefetch=1000", binding + "tx-size=100", binding + "container-type=direct"));
            }
        } else {
            settings.addAll(List.of(
                    BINDINGS + "carry-out-0.binder=rabbit",
                    BINDINGS + "carry-out-0.destination=to-" + queue,
                    BINDINGS + "carry-out-0.producer.required-groups=" + queue,
                    binding + "queue-name-group-only=true"));
            if (tuned) {
                settings.addAll(List.of(
                        binding + "batching-enabled=false", binding + "compress=false"));
            }
        }
        return settings;
    }

    @Bean
    public Function<Message<byte[]>, Message<byte[]>> carry() {
        return message -> message;
    }
}
