package routes.connector.rabbitmq;

import java.util.concurrent.ThreadFactory;

/** Creates daemon threads with names that identify them in a thread dump. Thread-safe. */
final class HubThreads {

    private HubThreads() {}

    static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, "hub-rabbitmq-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
