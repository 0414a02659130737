package routes.support;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;

/** Makes daemon threads, which never keep the hub alive, with names by which they are found in a thread dump. */
public final class Threads {

    private static final Logger LOG = StructuredLogger.of(Threads.class);

    private Threads() {}

    /** One thread, not started. */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(Threads::ended);
        return thread;
    }

    private static void ended(Thread thread, Throwable thrown) {
        ResourceExhaustion.endIfOutOfMemory(thrown);
        LOG.atError().addKeyValue("thread", thread.getName()).setCause(thrown).log("Unexpected error; the thread ends");
    }

    /** Threads that all have this name. */
    public static ThreadFactory named(String name) {
        return work -> daemon(name, work);
    }
}
