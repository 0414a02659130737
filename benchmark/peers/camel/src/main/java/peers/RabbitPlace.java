package peers;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.main.Main;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Acknowledges each message when its exchange has ended, and waits for each confirm. */
final class RabbitPlace implements Place {

    private static final String KEY = "hub-key";

    private final CachingConnectionFactory connections;

    RabbitPlace(String address) {
        this.connections = new CachingConnectionFactory();
        connections.setAddresses(address);
        connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
    }

    @Override
    public void bind(Main main) {
        main.bind("connections", connections);
    }

    @Override
    public String from(String queue) {
        return "spring-rabbitmq:default?connectionFactory=#connections&queues=" + queue
                + "&acknowledgeMode=AUTO&autoDeclare=false&concurrentConsumers=1&prefetchCount=1000"
                + "&rejectAndDontRequeue=false";
    }

    @Override
    public String to(String queue) {
        return "spring-rabbitmq:default?connectionFactory=#connections&routingKey=" + queue
                + "&confirm=enabled&confirmTimeout=30000&exchangePattern=InOnly";
    }

    @Override
    public Object takeKey(Exchange exchange) {
        Object key = exchange.getMessage().removeHeader(KEY);
        exchange.getMessage().removeHeaders("CamelSpringRabbitmq*");
        return key;
    }

    @Override
    public void setKey(Message message, Object key) {
        message.setHeader(KEY, key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key);
    }
}
