package routes.connector.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Locale;

/** A queue or an exchange at a broker, by its name. */
record QueueOrExchange(Sort sort, String name) {

    /** What it is. */
    enum Sort {
        QUEUE,
        EXCHANGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static QueueOrExchange queue(String name) {
        return new QueueOrExchange(Sort.QUEUE, name);
    }

    static QueueOrExchange exchange(String name) {
        return new QueueOrExchange(Sort.EXCHANGE, name);
    }

    /** The exchange to publish to: every queue is bound by its name to the one without a name. */
    String publishedTo() {
        return sort == Sort.QUEUE ? "" : name;
    }

    /** Fails, and closes the channel, where it does not exist. */
    void lookFor(Channel channel) throws IOException {
        switch (sort) {
            case QUEUE -> channel.queueDeclarePassive(name);
            case EXCHANGE -> channel.exchangeDeclarePassive(name);
        }
    }

    @Override
    public String toString() {
        return sort + " '" + name + "'";
    }
}
