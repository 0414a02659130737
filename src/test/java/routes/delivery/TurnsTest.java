package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void losesNoCallAndNeverTakesTwoTurnsAtOnce() throws Exception {
        // given
        ExecutorService threads = Executors.newCachedThreadPool();
        ConcurrentLinkedQueue<Integer> work = new ConcurrentLinkedQueue<>();
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Turns turns = new Turns(threads, new HandTimer(), () -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            while (work.poll() != null) {
                done.incrementAndGet();
            }
            busy.decrementAndGet();
        });
        // when
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            askers.add(new Thread(() -> {
                for (int n = 0; n < 50_000; n++) {
                    work.add(n);
                    turns.ask();
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
    void goesOnAfterWorkThatThrew() {
        AtomicInteger calls = new AtomicInteger();
        Turns turns = new Turns(Runnable::run, new HandTimer(), () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            if (calls.get() == 2) {
                throw new StackOverflowError("once");
            }
        });
        turns.ask();
        assertThat(calls).hasValue(3);
        turns.ask();
        assertThat(calls).hasValue(4);
    }

    @Test
    void triesAgainWhereNoThreadCanBeHad() {
        // given
        AtomicInteger refusals = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        HandTimer timer = new HandTimer();
        Turns turns = new Turns(
                work -> {
                    if (refusals.incrementAndGet() <= 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    work.run();
                },
                timer,
                calls::incrementAndGet);
        // when
        turns.ask();
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
        Turns turns = new Turns(
                work -> {
                    throw new RejectedExecutionException();
                },
                new HandTimer(),
                () -> {});
        turns.ask();
        turns.ask();
    }
}
