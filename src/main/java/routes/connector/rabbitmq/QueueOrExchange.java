package routes.connector.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Locale;

/** The name of a queue or exchange. Immutable and thread-safe. */
record QueueOrExchange(Sort sort, String name) {

    /** The kind of object. */
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

    /** The exchange to publish to; for a queue the default exchange, to which every queue is bound by its name. */
    String publishedTo() {
        return sort == Sort.QUEUE ? "" : name;
    }

    /** Checks that it exists; otherwise the call fails and the broker closes the channel. */
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
