package routes.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import routes.config.ConfigReader;
import routes.control.OperationRejectedException;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * Tries text and events in a process of its own, which has little memory, no environment and a low priority, and is ended when
 * a call takes too long or too much. The process is started for the first call, answers one call at a time, and is ended after it
 * had nothing to do for a while. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(Sandbox.class);

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    /** How many calls of each priority may wait, and how long each of them. */
    private static final int MAX_WAITING = 8;

    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(30);

    private final ConfigReader reader;
    private final Path home;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Threads.named("hub-sandbox"));
    private final SandboxTurns turns = new SandboxTurns(MAX_WAITING);

    /** Changed only by the holder of the turn. */
    private volatile Optional<SandboxProcess> process = Optional.empty();

    private volatile Optional<ScheduledFuture<?>> idle = Optional.empty();
    private volatile boolean closed;

    public Sandbox(ConfigReader reader, Path home) {
        this.reader = reader;
        this.home = home;
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Waits for the answer.
     *
     * @param what names what is tried in messages, such as {@code the simulation}
     * @param timeout how long it may take, once it is its turn
     * @throws OperationRejectedException what the sandbox threw, or because it takes too long or too much memory, or because too
     *     many calls wait
     */
    SandboxReply ask(SandboxCall call, String what, Duration timeout) {
        await(call.priority());
        try {
            return answer(call, what, timeout).orRejection();
        } catch (RejectedExecutionException e) { // the timer has ended
            throw stopping();
        } finally {
            turns.release();
        }
    }

    private void await(SandboxCall.Priority priority) {
        try {
            if (!turns.acquire(priority, WAIT_TIMEOUT)) {
                throw busy(priority);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(priority);
        }
    }

    private static OperationRejectedException stopping() {
        return unavailable("the hub is stopping");
    }

    private static OperationRejectedException busy(SandboxCall.Priority priority) {
        return unavailable(
                priority == SandboxCall.Priority.WRITE
                        ? "many others are writing routes at the moment; try again later"
                        : "many others are simulating or validating at the moment; try again later");
    }

    private static OperationRejectedException unavailable(String message) {
        return new OperationRejectedException(OperationRejectedException.Cause.UNAVAILABLE, message);
    }

    private SandboxReply answer(SandboxCall call, String what, Duration timeout) {
        SandboxChannel.Request request = new SandboxChannel.Request(reader.placeholdersOfDefaults(home), call);
        SandboxProcess running = running();
        try {
            SandboxReply reply = running.ask(request, timeout);
            if (reply.last()) {
                end();
            }
            return reply;
        } catch (SandboxProcess.EndedException e) {
            end();
            throw rejection(e, what, timeout);
        } finally {
            endWhenIdle();
        }
    }

    private SandboxProcess running() {
        idle.ifPresent(end -> end.cancel(false));
        if (closed) {
            throw stopping();
        }
        if (process.filter(SandboxProcess::isAlive).isEmpty()) {
            try {
                process = Optional.of(SandboxProcess.start(SandboxCommand.of(home), timer));
            } catch (IOException | SandboxProcess.EndedException e) {
                LOG.atWarn()
                        .setCause(e)
                        .log(
                                "The process for simulations and validations does not start; they are refused until it does");
                throw unavailable(
                        "the process in which this is tried does not start; the log of the hub has the reason");
            }
            if (closed) {
                close();
            }
        }
        return process.get();
    }

    private static OperationRejectedException rejection(
            SandboxProcess.EndedException ended, String what, Duration timeout) {
        return switch (ended.why()) {
            case TOO_LONG ->
                new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID,
                        what + " takes longer than " + timeout.toSeconds() + "s; it was ended");
            case TOO_MUCH_MEMORY ->
                new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID,
                        what + " takes more memory than the " + SandboxCommand.HEAP_MEBIBYTES
                                + " MiB that it may have; it was ended");
            case OTHERWISE ->
                unavailable("the process for " + what
                        + " was ended from outside, such as by the system for lack of memory; try again");
        };
    }

    private void endWhenIdle() {
        if (!closed) {
            idle = Optional.of(timer.schedule(this::endIfIdle, IDLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void end() {
        process.ifPresent(SandboxProcess::close);
        process = Optional.empty();
    }

    private void endIfIdle() {
        if (turns.tryAcquire()) {
            try {
                end();
            } finally {
                turns.release();
            }
        }
    }

    /** Ends the process, and with it the call that it works on. */
    @Override
    public void close() {
        closed = true;
        process.ifPresent(SandboxProcess::close);
        timer.shutdownNow();
    }
}
