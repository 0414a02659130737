package routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import routes.brokers.Amqp;
import routes.brokers.EmbeddedKafka;

/** A HUB_HOME that a test writes file by file. */
record WrittenHome(Path path) {

    /** A {@code hub.yaml} that knows these two brokers as {@code kafka} and {@code rabbit}, and nothing else. */
    static String connections(EmbeddedKafka kafka, Amqp amqp) {
        return """
                connections:
                  kafka: { kafka: { brokers: "%s" } }
                  rabbit: { rabbitmq: { addresses: "%s", username: "%s", password: "%s" } }
                """.formatted(kafka.bootstrap(), amqp.address(), amqp.username(), amqp.password());
    }

    WrittenHome with(String file, String text) {
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
