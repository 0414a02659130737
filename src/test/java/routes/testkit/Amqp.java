package routes.testkit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A broker that speaks AMQP 0-9-1, with the virtual host "/". */
public interface Amqp extends AutoCloseable {

    /** The real RabbitMQ where it is installed, else one in this JVM that knows the plain part of it. */
    static Amqp start() {
        return RealRabbit.isInstalled() ? RealRabbit.start() : EmbeddedAmqp.start();
    }

    /** host:port. */
    String address();

    default String username() {
        return "guest";
    }

    default String password() {
        return "guest";
    }

    /** Whether what is RabbitMQ's own can be relied on: dead letter exchanges, quorum queues, limits, alarms. */
    boolean isRabbit();

    /** A connection that does not mend itself, so that a test sees what breaks. */
    default Connection connect() {
        return connect(address(), username(), password());
    }

    /** As {@link #connect()}, to a broker at this address of this machine. */
    static Connection connect(String address, String username, String password) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        factory.setUsername(username);
        factory.setPassword(password);
        factory.setVirtualHost("/");
        factory.setAutomaticRecoveryEnabled(false);
        try {
            return factory.newConnection("test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a test arranges on a channel. */
    @FunctionalInterface
    interface Arrangement {
        void on(Channel channel) throws IOException;
    }

    /** Does this on a channel of its own. */
    default void arrange(Arrangement arrangement) {
        try (Connection connection = connect()) {
            arrangement.on(connection.createChannel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A durable queue. */
    default void createQueue(String name) {
        arrange(channel -> channel.queueDeclare(name, true, false, false, Map.of()));
    }

    /** A durable topic exchange with a durable queue that gets what fits the binding. */
    default void createExchange(String exchange, String binding, String queue) {
        arrange(channel -> {
            channel.exchangeDeclare(exchange, "topic", true);
            channel.queueDeclare(queue, true, false, false, Map.of());
            channel.queueBind(queue, exchange, binding);
        });
    }

    @Override
    void close();
}
