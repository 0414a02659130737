package routes.benchmark;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import routes.event.Event;

/**
 * How long a contender takes for each event at a steady pace below its limit: from when the event was due to be sent, whether
 * or not it could be sent then, until it was read at the target.
 *
 * @param median in microseconds
 * @param p99 in microseconds
 * @param late within how many microseconds of its due time 99 % of what counts was sent
 */
record LatencyBenchmark(String contender, double eventsPerSecond, long median, long p99, long late, int missing) {

    /** Later than this the machine has no room for sender and readers beside the contender: the figures say nothing. */
    private static final long TOLERATED_MICROS = 20_000;

    /** Of a contender whose warm-up is not given. */
    private static final int WARM_UP_SECONDS = 15;

    private static final int SECONDS = 12;

    /** After the warm-up, until the contender has settled. */
    private static final int SETTLING_SECONDS = 2;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    /** The name under which the way from sender to reader is reported that nobody lengthens: the readers read the source. */
    static final String DIRECT = "direct";

    static LatencyBenchmark take(Scenario course, Contender contender, String lap, double eventsPerSecond)
            throws IOException {
        return take(course, contender, lap, eventsPerSecond, new WarmUp(WARM_UP_SECONDS, 1));
    }

    /** @param faster how many times the pace it is meanwhile: what is done a thousand times a second is compiled late */
    record WarmUp(int seconds, int faster) {}

    static LatencyBenchmark take(
            Scenario course, Contender contender, String lap, double eventsPerSecond, WarmUp warmUp)
            throws IOException {
        String source = lap + "-source";
        List<String> places = course.places(lap);
        course.source().create(source);
        places.forEach(course.target()::create);
        try {
            Process process = BenchmarkRun.start(contender, course, source, places);
            try {
                return take(course, contender.name(), source, course.target(), places, eventsPerSecond, warmUp);
            } finally {
                BenchmarkRun.end(process);
            }
        } finally {
            course.source().delete(source);
            places.forEach(course.target()::delete);
        }
    }

    /** What sender and reader take by themselves. */
    static LatencyBenchmark takeDirect(Scenario course, String lap, double eventsPerSecond, WarmUp warmUp) {
        course.source().create(lap);
        try {
            return take(course, DIRECT, lap, course.source(), List.of(lap), eventsPerSecond, warmUp);
        } finally {
            course.source().delete(lap);
        }
    }

    private static LatencyBenchmark take(
            Scenario course,
            String contender,
            String source,
            BenchmarkBroker target,
            List<String> places,
            double eventsPerSecond,
            WarmUp warmUp) {
        int warm = 1 + (int) (eventsPerSecond * warmUp.faster() * warmUp.seconds());
        int settled = warm + (int) (eventsPerSecond * SETTLING_SECONDS);
        int events = warm + (int) (eventsPerSecond * SECONDS);
        long[] latencies = new long[events];
        AtomicInteger arrived = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        Reading reading = new Reading(target, latencies, arrived);
        for (String place : places) {
            Thread reader = new Thread(() -> reading.follow(place), "reader");
            reader.start();
            readers.add(reader);
        }
        long[] late = new long[events];
        send(course, source, 0, 1, eventsPerSecond, late);
        reading.awaitFirst(PATIENCE);
        send(course, source, 1, warm, eventsPerSecond * warmUp.faster(), late);
        send(course, source, warm, events, eventsPerSecond, late);
        reading.end(PATIENCE);
        join(readers);
        long[] counted = Arrays.stream(latencies, settled, events)
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        return new LatencyBenchmark(
                contender,
                eventsPerSecond,
                counted[counted.length / 2],
                p99(counted),
                p99(Arrays.stream(late, settled, events).sorted().toArray()),
                events - arrived.get());
    }

    /** What the readers of all places have seen. */
    private static final class Reading {

        private final BenchmarkBroker target;
        private final long[] latencies;
        private final AtomicInteger arrived;
        private volatile long deadline = Long.MAX_VALUE;

        Reading(BenchmarkBroker target, long[] latencies, AtomicInteger arrived) {
            this.target = target;
            this.latencies = latencies;
            this.arrived = arrived;
        }

        void follow(String place) {
            target.read(place, this::saw, () -> arrived.get() >= latencies.length || System.nanoTime() > deadline);
        }

        private void saw(byte[] body) {
            int number = BenchmarkOrders.number(body);
            if (latencies[number] == 0) {
                latencies[number] = Math.max(1, now() - BenchmarkOrders.dueAt(body));
                arrived.incrementAndGet();
            }
        }

        /** Until then the contender starts. */
        void awaitFirst(long patience) {
            long end = System.nanoTime() + patience;
            while (arrived.get() == 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }

        void end(long patience) {
            deadline = System.nanoTime() + patience;
        }
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long p99(long[] sorted) {
        return sorted[(int) (sorted.length * 0.99)];
    }

    /** @param late for each event, how many microseconds after its due time it was on its way */
    private static void send(Scenario course, String source, int first, int end, double eventsPerSecond, long[] late) {
        BenchmarkOrders orders = course.orders();
        long begun = System.nanoTime();
        long clock = now();
        int sent = first;
        while (sent < end) {
            LockSupport.parkNanos(begun + (long) ((sent - first) / eventsPerSecond * 1e9) - System.nanoTime());
            int due = (int) Math.min(end, first + 1 + (System.nanoTime() - begun) / 1e9 * eventsPerSecond);
            List<Event> portion = new ArrayList<>();
            for (int i = sent; i < due; i++) {
                portion.add(orders.order(i, clock + (long) ((i - first) / eventsPerSecond * 1e6)));
            }
            if (!portion.isEmpty()) {
                long begins = now();
                course.source().send(source, portion);
                for (Event event : portion) {
                    late[sent++] = Math.max(
                            0, begins - BenchmarkOrders.dueAt(event.body().array()));
                }
            }
        }
    }

    boolean isVoid() {
        return late > TOLERATED_MICROS;
    }

    private static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        if (isVoid()) {
            return "%-12s at %,.0f events/s: void, one event in a hundred was sent %.1f ms late or more"
                    .formatted(contender, eventsPerSecond, late / 1e3);
        }
        return "%-12s at %,.0f events/s: half within %.2f ms, 99%% within %.2f ms, missing %d"
                .formatted(contender, eventsPerSecond, median / 1e3, p99 / 1e3, missing);
    }
}
