package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void makesARoundAfterEveryAskAndNeverTwoAtOnce() throws Exception {
        // given
        AtomicInteger brought = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PeriodicTask task = new PeriodicTask(threads, clock, () -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            seen.set(brought.get());
            busy.decrementAndGet();
            return PeriodicTask.NEVER;
        });
        // when
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            askers.add(new Thread(() -> {
                for (int n = 0; n < 20_000; n++) {
                    brought.incrementAndGet();
                    task.ask();
                }
            }));
        }
        askers.forEach(Thread::start);
        for (Thread asker : askers) {
            asker.join();
        }
        // then
        await().untilAsserted(() -> assertThat(seen).hasValue(80_000));
        assertThat(most).hasValue(1);
    }

    @Test
    void makesTheNextRoundByItselfWhenItIsDue() {
        AtomicInteger made = new AtomicInteger();
        PeriodicTask task =
                new PeriodicTask(threads, clock, () -> made.incrementAndGet() < 5 ? 1_000 : PeriodicTask.NEVER);

        task.ask();

        await().untilAsserted(() -> assertThat(made).hasValue(5));
        assertThat(clock.getQueue()).isEmpty();
    }

    @Test
    void keepsOneAlarmHoweverManyRoundsWereAskedFor() {
        clock.setRemoveOnCancelPolicy(true);
        AtomicInteger made = new AtomicInteger();
        PeriodicTask task = new PeriodicTask(Runnable::run, clock, () -> {
            made.incrementAndGet();
            return TimeUnit.HOURS.toNanos(1);
        });

        for (int i = 0; i < 10; i++) {
            task.ask();
        }

        assertThat(made).hasValue(10);
        assertThat(clock.getQueue()).hasSize(1);
    }

    @Test
    void goesOnAfterARoundThatBroke() {
        AtomicInteger made = new AtomicInteger();
        PeriodicTask task = new PeriodicTask(threads, clock, () -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("broke");
            }
            return PeriodicTask.NEVER;
        });

        task.ask();

        await().untilAsserted(() -> assertThat(made).hasValue(2));
    }

    @Test
    void goesOnOnceThereIsAThreadAgain() {
        AtomicBoolean none = new AtomicBoolean(true);
        CountDownLatch made = new CountDownLatch(1);
        Executor scarce = work -> {
            if (none.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(work);
        };
        PeriodicTask task = new PeriodicTask(scarce, clock, () -> {
            made.countDown();
            return PeriodicTask.NEVER;
        });

        task.ask();

        await().until(() -> made.getCount() == 0);
    }

    @Test
    void endsQuietlyWithItsThreads() {
        PeriodicTask task = new PeriodicTask(
                work -> {
                    throw new RejectedExecutionException("ended");
                },
                clock,
                () -> PeriodicTask.NEVER);

        task.ask();

        assertThat(clock.getQueue()).isEmpty();
    }
}
