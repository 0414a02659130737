package routes.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import routes.event.Event;
import routes.pipeline.body.StepWatch;

/**
 * What some work takes for each event on the calling thread, once it is warm: the median of some laps.
 *
 * @param nanoseconds of processor time of this thread
 * @param bytes of memory that it allocates
 */
record ThreadCost(double nanoseconds, double bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long WARM_UP = Duration.ofSeconds(4).toNanos();
    private static final long LAP = Duration.ofMillis(400).toNanos();
    private static final int LAPS = 9;

    /** @param work returns something of its result, so that the compiler cannot leave it out */
    static ThreadCost of(List<Event> events, ToIntFunction<Event> work) {
        lap(events, work, WARM_UP);
        List<ThreadCost> laps =
                IntStream.range(0, LAPS).mapToObj(lap -> lap(events, work, LAP)).toList();
        return new ThreadCost(
                laps.stream().mapToDouble(ThreadCost::nanoseconds).sorted().toArray()[LAPS / 2],
                laps.stream().mapToDouble(ThreadCost::bytes).sorted().toArray()[LAPS / 2]);
    }

    private static ThreadCost lap(List<Event> events, ToIntFunction<Event> work, long length) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long begun = THREADS.getCurrentThreadCpuTime();
        long result = 0;
        long count = 0;
        do {
            result += batch(events, work);
            count += events.size();
        } while (THREADS.getCurrentThreadCpuTime() - begun < length);
        double nanoseconds = THREADS.getCurrentThreadCpuTime() - begun;
        double bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        if (result == 0) {
            throw new IllegalStateException("the work has no result");
        }
        return new ThreadCost(nanoseconds / count, bytes / count);
    }

    /** Watched, as the hub watches the steps of a batch. */
    private static long batch(List<Event> events, ToIntFunction<Event> work) {
        StepWatch watch = new StepWatch();
        return watch.watching(() -> {
            long sum = 0;
            for (int i = 0; i < events.size(); i++) {
                watch.begin(i);
                sum += work.applyAsInt(events.get(i));
            }
            return sum;
        });
    }
}
