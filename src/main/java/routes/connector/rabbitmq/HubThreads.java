package routes.connector.rabbitmq;

import java.util.concurrent.ThreadFactory;

/** Threads that are found by their name in a thread dump and never keep the hub alive. */
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
