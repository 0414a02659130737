package routes.connector.rabbitmq;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Has the client run its callbacks on its own I/O thread: the hub's callbacks only add to queues, and handing each delivery to
 * another thread would cost more.
 */
final class IoThreadExecutor extends AbstractExecutorService {

    private final Executor ioThread;

    IoThreadExecutor(Executor ioThread) {
        this.ioThread = ioThread;
    }

    @Override
    public void execute(Runnable work) {
        ioThread.execute(work);
    }

    @Override
    public void shutdown() {
        // It has no threads.
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
