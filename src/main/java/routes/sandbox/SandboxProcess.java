package routes.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A running process of the sandbox. Not thread-safe: one call at a time; may be closed by any thread. */
final class SandboxProcess implements AutoCloseable {

    /** The first thing that the kernel ends where memory is short. */
    private static final String FIRST_TO_END = "1000";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** How long a process may take to end of which the input is closed, or that has closed its output. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final Process process;
    private final SandboxChannel channel;
    private final ScheduledExecutorService timer;
    private volatile boolean late;

    private SandboxProcess(Process process, ScheduledExecutorService timer) {
        this.process = process;
        this.channel = new SandboxChannel(process.getInputStream(), process.getOutputStream());
        this.timer = timer;
    }

    /** Thrown when the process does not answer: it has ended, or was ended because it took too long. */
    static final class EndedException extends Exception {
        private final transient Why why;

        /** Why it has ended. */
        enum Why {
            TOO_LONG,
            TOO_MUCH_MEMORY,
            /** By something else, such as the kernel where the memory of all processes is short. */
            OTHERWISE
        }

        EndedException(Why why, Throwable cause) {
            super(cause);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }

    /** Waits until the process is ready. */
    static SandboxProcess start(SandboxCommand command, ScheduledExecutorService timer)
            throws IOException, EndedException {
        SandboxProcess started = new SandboxProcess(command.start(), timer);
        started.endFirst();
        started.within(START_TIMEOUT, started.channel::reply);
        return started;
    }

    private void endFirst() {
        try {
            Path score = Path.of("/proc/" + process.pid() + "/oom_score_adj");
            if (Files.exists(score)) {
                Files.writeString(score, FIRST_TO_END);
            }
        } catch (IOException e) {
            // It has ended already, which the next read tells, or the system has no such setting.
        }
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    SandboxReply ask(SandboxChannel.Request request, Duration timeout) throws EndedException {
        return within(timeout, () -> {
            channel.send(request);
            return channel.reply();
        });
    }

    /** The end of the process ends each read from it and each write to it. */
    private <T> T within(Duration timeout, Exchange<T> exchange) throws EndedException {
        ScheduledFuture<?> limit = timer.schedule(this::tooLate, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange.run();
        } catch (IOException e) {
            throw new EndedException(why(), e);
        } finally {
            limit.cancel(false);
        }
    }

    private void tooLate() {
        late = true;
        process.destroyForcibly();
    }

    private EndedException.Why why() {
        boolean ended = awaitEnd();
        close();
        if (late) {
            return EndedException.Why.TOO_LONG;
        }
        return ended && process.exitValue() == SandboxCommand.OUT_OF_MEMORY
                ? EndedException.Why.TOO_MUCH_MEMORY
                : EndedException.Why.OTHERWISE;
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process. Does not wait. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
