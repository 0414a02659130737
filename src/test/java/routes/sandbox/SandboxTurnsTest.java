package routes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.sandbox.SandboxCall.Priority;

class SandboxTurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SandboxTurns turns = new SandboxTurns(2);
    private final List<String> got = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    /** Returns once the call waits. */
    private Thread waiting(String name, Priority priority) {
        Thread thread = new Thread(() -> {
            try {
                got.add(name + " " + turns.acquire(priority, LONG));
            } catch (InterruptedException e) {
                got.add(name + " interrupted");
            }
        });
        threads.add(thread);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
        return thread;
    }

    private void releaseAndAwait(String... all) {
        turns.release();
        await().untilAsserted(() -> assertThat(got).containsExactly(all));
    }

    @Test
    void givesTheNextTurnToThoseWhoWriteAndThenToThoseWhoCameFirst() throws InterruptedException {
        assertThat(turns.acquire(Priority.TRY, LONG)).isTrue();
        waiting("try 1", Priority.TRY);
        waiting("try 2", Priority.TRY);
        waiting("write 1", Priority.WRITE);
        waiting("write 2", Priority.WRITE);

        assertThat(turns.acquire(Priority.TRY, LONG)).isFalse();
        assertThat(turns.acquire(Priority.WRITE, LONG)).isFalse();
        assertThat(turns.tryAcquire()).isFalse();

        releaseAndAwait("write 1 true");
        releaseAndAwait("write 1 true", "write 2 true");
        releaseAndAwait("write 1 true", "write 2 true", "try 1 true");
        releaseAndAwait("write 1 true", "write 2 true", "try 1 true", "try 2 true");
        turns.release();
        assertThat(turns.tryAcquire()).isTrue();
    }

    @Test
    void giveUpTheirPlaceWhenTheirTimeIsOverOrTheirThreadIsInterrupted() throws InterruptedException {
        turns.acquire(Priority.TRY, LONG);
        waiting("try 1", Priority.TRY).interrupt();
        await().untilAsserted(() -> assertThat(got).containsExactly("try 1 interrupted"));
        assertThat(turns.acquire(Priority.TRY, Duration.ofMillis(1))).isFalse();

        turns.release();

        assertThat(turns.tryAcquire()).isTrue();
    }
}
