package routes.support;

import java.util.concurrent.ThreadFactory;

/** Makes daemon threads, which never keep the hub alive, with names by which they are found in a thread dump. */
public final class Threads {

    private Threads() {}

    /** One thread, not started. */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Threads that all have this name. */
    public static ThreadFactory named(String name) {
        return work -> daemon(name, work);
    }
}
