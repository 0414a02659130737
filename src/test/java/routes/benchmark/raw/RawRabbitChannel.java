package routes.benchmark.raw;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;

/** A connection with one channel. */
final class RawRabbitChannel {

    private RawRabbitChannel() {}

    static Channel channel(String address) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("raw").createChannel();
    }
}
