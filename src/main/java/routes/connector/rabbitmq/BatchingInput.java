package routes.connector.rabbitmq;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The bytes that the broker sends. Work that the reading thread puts off is run by that thread before it reads from the socket
 * again, which may block: so everything that one read has brought is handled together. To be wrapped in a buffer. Thread-safe.
 */
final class BatchingInput extends FilterInputStream {

    /** Only the reader uses it. */
    private final Queue<Runnable> deferred = new ArrayDeque<>();

    private volatile Optional<Thread> reader = Optional.empty();
    private volatile long readAt = System.nanoTime();

    BatchingInput(InputStream socket) {
        super(socket);
    }

    /** Runs it soon on the reading thread, if called by that thread; otherwise at once. */
    void execute(Runnable work) {
        if (isReader()) {
            deferred.add(work);
        } else {
            work.run();
        }
    }

    private boolean isReader() {
        Optional<Thread> known = reader;
        return known.isPresent() && known.get() == Thread.currentThread();
    }

    private void runDeferred() {
        for (Runnable next = deferred.poll(); next != null; next = deferred.poll()) {
            next.run();
        }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (isReader()) {
            runDeferred();
        } else {
            reader = Optional.of(Thread.currentThread());
        }
        int read = in.read(bytes, from, length);
        readAt = System.nanoTime();
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** The reader does not come back: what it has put off is run now, and what comes later at once. */
    void end() {
        if (isReader()) {
            runDeferred();
            reader = Optional.empty();
        }
    }

    boolean isSilentFor(Duration time) {
        return System.nanoTime() - readAt > time.toNanos();
    }
}
