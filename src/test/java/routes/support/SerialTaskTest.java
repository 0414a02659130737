package routes.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import routes.delivery.ManualTimer;

class SerialTaskTest {

    @Test
    void losesNoCallAndNeverTakesTwoTurnsAtOnce() throws Exception {
        // given
        ExecutorService threads = Executors.newCachedThreadPool();
        ConcurrentLinkedQueue<Integer> work = new ConcurrentLinkedQueue<>();
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Runnable one = () -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            if (work.poll() != null) {
                done.incrementAndGet();
            }
            busy.decrementAndGet();
        };
        SerialTask task = new SerialTask(
                threads,
                new ManualTimer(),
                () -> {
                    one.run();
                    return !work.isEmpty();
                },
                one);
        // when
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            askers.add(new Thread(() -> {
                for (int n = 0; n < 50_000; n++) {
                    work.add(n);
                    task.run();
                }
            }));
        }
        askers.forEach(Thread::start);
        for (Thread asker : askers) {
            asker.join();
        }
        // then
        await().untilAsserted(() -> assertThat(done).hasValue(200_000));
        assertThat(most).hasValue(1);
        threads.shutdown();
    }

    @Test
    void takesAThreadForNothingButWhatMayBlock() {
        // given
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger toSend = new AtomicInteger();
        Executor threads = work -> {
            taken.incrementAndGet();
            work.run();
        };
        SerialTask task = new SerialTask(threads, new ManualTimer(), () -> toSend.get() > 0, toSend::decrementAndGet);
        // when
        task.run();
        // then
        assertThat(taken).hasValue(0);
        // when
        toSend.set(3);
        task.run();
        // then
        assertThat(toSend).hasValue(0);
        assertThat(taken).hasValue(1);
    }

    @Test
    void goesOnAfterWorkThatThrew() {
        AtomicInteger calls = new AtomicInteger();
        SerialTask task = turns(Runnable::run, new ManualTimer(), () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            if (calls.get() == 2) {
                throw new StackOverflowError("once");
            }
        });
        task.run();
        assertThat(calls).hasValue(3);
    }

    @Test
    void leavesToTheRunUnderWayWhatComesMeanwhile() {
        // given
        ConcurrentLinkedQueue<Integer> work = new ConcurrentLinkedQueue<>(List.of(1));
        List<Integer> done = new ArrayList<>();
        List<SerialTask> self = new ArrayList<>();
        self.add(new SerialTask(
                Runnable::run,
                new ManualTimer(),
                () -> {
                    int next = work.remove();
                    if (next < 5) {
                        work.add(next + 1);
                        self.get(0).run();
                    }
                    done.add(next);
                    return false;
                },
                () -> {}));
        // when
        self.get(0).run();
        // then
        assertThat(done).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void goesOnWithTheNextWhenOneHasFailed() {
        // given
        ConcurrentLinkedQueue<Integer> work = new ConcurrentLinkedQueue<>(List.of(0, 1));
        List<Integer> done = new ArrayList<>();
        SerialTask task = new SerialTask(
                Runnable::run,
                new ManualTimer(),
                () -> {
                    for (Integer next = work.poll(); next != null; next = work.poll()) {
                        if (next == 0) {
                            throw new StackOverflowError();
                        }
                        done.add(next);
                    }
                    return false;
                },
                () -> {});
        // when
        task.run();
        // then
        assertThat(done).containsExactly(1);
    }

    @Test
    void triesAgainWhereNoThreadCanBeHad() {
        // given
        AtomicInteger refusals = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        ManualTimer timer = new ManualTimer();
        SerialTask task = turns(
                work -> {
                    if (refusals.incrementAndGet() <= 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    work.run();
                },
                timer,
                calls::incrementAndGet);
        // when
        task.run();
        // then
        assertThat(calls).hasValue(0);
        assertThat(timer.ring()).isTrue();
        assertThat(calls).hasValue(0);
        assertThat(timer.ring()).isTrue();
        assertThat(calls).hasValue(1);
        assertThat(timer.ring()).isFalse();
    }

    @Test
    void sparesItsCallersAnExecutorThatHasEnded() {
        SerialTask task = turns(
                work -> {
                    throw new RejectedExecutionException();
                },
                new ManualTimer(),
                () -> {});
        task.run();
        task.run();
    }

    /** Once for each time that they are asked for, work that may block. */
    private static SerialTask turns(Executor threads, ManualTimer timer, Runnable slow) {
        AtomicBoolean due = new AtomicBoolean(true);
        return new SerialTask(threads, timer, due::get, () -> {
            slow.run();
            due.set(false);
        });
    }
}
