package peers;

import java.util.ArrayList;
import java.util.List;

/** What the application is told of source and target. */
final class Settings {

    /** The binding to which batches are sent, one message at a time. */
    static final String TARGET = "target";

    private static final String BINDINGS = "spring.cloud.stream.bindings.";

    private final boolean tuned;
    private final String in;
    private final String out;

    Settings(boolean tuned) {
        this.tuned = tuned;
        this.in = tuned ? "carryAll-in-0" : "carry-in-0";
        this.out = tuned ? TARGET : "carry-out-0";
    }

    List<String> of(String fromKind, String from, String source, String toKind, String to, String target) {
        List<String> settings = new ArrayList<>(List.of(
                "spring.main.web-application-type=none",
                "spring.jmx.enabled=false",
                "logging.level.root=warn",
                "spring.cloud.function.definition=" + (tuned ? "carryAll" : "carry"),
                "spring.cloud.stream.function.autodetect=false",
                BINDINGS + in + ".content-type=application/octet-stream",
                BINDINGS + in + ".consumer.batch-mode=" + tuned,
                BINDINGS + out + ".content-type=application/octet-stream"));
        settings.addAll(fromKind.equals("kafka") ? kafkaSource(from, source) : rabbitSource(from, source));
        settings.addAll(toKind.equals("kafka") ? kafkaTarget(to, target) : rabbitTarget(to, target));
        return settings;
    }

    private static List<String> kafka(String brokers) {
        return List.of(
                "spring.cloud.stream.kafka.binder.brokers=" + brokers,
                "spring.cloud.stream.kafka.binder.auto-create-topics=false");
    }

    private List<String> kafkaSource(String brokers, String topic) {
        String binding = "spring.cloud.stream.kafka.bindings." + in + ".consumer.";
        List<String> settings = new ArrayList<>(kafka(brokers));
        settings.addAll(List.of(
                BINDINGS + in + ".binder=kafka",
                BINDINGS + in + ".destination=" + topic,
                BINDINGS + in + ".group=spring-" + ProcessHandle.current().pid(),
                binding + "start-offset=earliest"));
        if (tuned) {
            settings.addAll(List.of(binding + "ack-mode=BATCH", binding + "configuration.max.poll.records=2000"));
        }
        return settings;
    }

    /** The key goes with the event, or else the order of a key were lost. */
    private List<String> kafkaTarget(String brokers, String topic) {
        String binding = "spring.cloud.stream.kafka.bindings." + out + ".producer.";
        List<String> settings = new ArrayList<>(kafka(brokers));
        settings.addAll(List.of(
                BINDINGS + out + ".binder=kafka",
                BINDINGS + out + ".destination=" + topic,
                binding + "message-key-expression=headers['" + Batch.KEY + "'].toString().bytes",
                binding + "configuration.acks=all"));
        if (tuned) {
            settings.add(binding + "configuration.linger.ms=5");
        }
        return settings;
    }

    private static List<String> rabbit(String address) {
        return List.of("spring.rabbitmq.addresses=" + address, "spring.rabbitmq.publisher-confirm-type=correlated");
    }

    private List<String> rabbitSource(String address, String queue) {
        String binding = "spring.cloud.stream.rabbit.bindings." + in + ".consumer.";
        List<String> settings = new ArrayList<>(rabbit(address));
        settings.addAll(List.of(
                BINDINGS + in + ".binder=rabbit",
                BINDINGS + in + ".destination=from-" + queue,
                BINDINGS + in + ".group=" + queue,
                binding + "queue-name-group-only=true"));
        if (tuned) {
            settings.addAll(List.of(
                    binding + "prefetch=1000",
                    binding + "enable-batching=true",
                    binding + "batch-size=500",
                    binding + "receive-timeout=50"));
        }
        return settings;
    }

    private List<String> rabbitTarget(String address, String queue) {
        String binding = "spring.cloud.stream.rabbit.bindings." + out + ".producer.";
        List<String> settings = new ArrayList<>(rabbit(address));
        settings.addAll(List.of(
                BINDINGS + out + ".binder=rabbit",
                BINDINGS + out + ".destination=to-" + queue,
                BINDINGS + out + ".producer.required-groups=" + queue,
                binding + "queue-name-group-only=true"));
        if (tuned) {
            settings.add(binding + "use-confirm-header=true");
        }
        return settings;
    }
}
