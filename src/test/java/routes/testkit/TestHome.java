package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A HUB_HOME that a test writes file by file. */
public record TestHome(Path path) {

    /** A {@code hub.yaml} that knows these two brokers as {@code kafka} and {@code rabbit}, and nothing else. */
    public static String connections(Kafka kafka, Amqp amqp) {
        return """
                connections:
                  kafka: { kafka: { brokers: "%s" } }
                  rabbit: { rabbitmq: { addresses: "%s", username: "%s", password: "%s" } }
                """.formatted(kafka.bootstrap(), amqp.address(), amqp.username(), amqp.password());
    }

    public TestHome with(String file, String text) {
        Path place = path.resolve(file);
        try {
            Files.createDirectories(place.getParent());
            Files.writeString(place, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
