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

    private static final int SECONDS = 40;
    private static final double WARM_UP = 0.5;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    static LatencyBenchmark take(Scenario course, Contender contender, String lap, double eventsPerSecond)
            throws IOException {
        String source = lap + "-source";
        List<String> places = course.places(lap);
        course.source().create(source);
        places.forEach(course.target()::create);
        int events = (int) (eventsPerSecond * SECONDS);
        long[] latencies = new long[events];
        AtomicInteger arrived = new AtomicInteger();
        long late;
        try {
            Process process = BenchmarkRun.start(contender, course, source, places);
            try {
                List<Thread> readers = new ArrayList<>();
                Reading reading = new Reading(course, latencies, arrived);
                for (String place : places) {
                    Thread reader = new Thread(() -> reading.follow(place), "reader");
                    reader.start();
                    readers.add(reader);
                }
                late = send(course, source, events, eventsPerSecond);
                reading.end(PATIENCE);
                join(readers);
            } finally {
                BenchmarkRun.end(process);
            }
        } finally {
            course.source().delete(source);
            places.forEach(course.target()::delete);
        }
        long[] counted = Arrays.stream(latencies, (int) (events * WARM_UP), events)
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        return new LatencyBenchmark(
                contender.name(),
                eventsPerSecond,
                counted[counted.length / 2],
                p99(counted),
                late,
                events - arrived.get());
    }

    /** What the readers of all places have seen. */
    private static final class Reading {

        private final Scenario course;
        private final long[] latencies;
        private final AtomicInteger arrived;
        private volatile long deadline = Long.MAX_VALUE;

        Reading(Scenario course, long[] latencies, AtomicInteger arrived) {
            this.course = course;
            this.latencies = latencies;
            this.arrived = arrived;
        }

        void follow(String place) {
            course.target()
                    .read(place, this::saw, () -> arrived.get() >= latencies.length || System.nanoTime() > deadline);
        }

        private void saw(byte[] body) {
            int number = BenchmarkOrders.number(body);
            if (latencies[number] == 0) {
                latencies[number] = Math.max(1, now() - BenchmarkOrders.dueAt(body));
                arrived.incrementAndGet();
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

    /** @return within how many microseconds of its due time 99 % of what counts was on its way */
    private static long send(Scenario course, String source, int events, double eventsPerSecond) {
        long[] late = new long[events];
        BenchmarkOrders orders = course.orders();
        long begun = System.nanoTime();
        long clock = now();
        int sent = 0;
        while (sent < events) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            int due = (int) Math.min(events, (System.nanoTime() - begun) / 1e9 * eventsPerSecond);
            List<Event> portion = new ArrayList<>();
            for (; sent < due; sent++) {
                portion.add(orders.order(sent, clock + (long) (sent / eventsPerSecond * 1e6)));
            }
            if (!portion.isEmpty()) {
                long begins = now();
                course.source().fill(source, portion);
                for (int i = 0; i < portion.size(); i++) {
                    late[sent - portion.size() + i] = Math.max(
                            0,
                            begins - BenchmarkOrders.dueAt(portion.get(i).body().array()));
                }
            }
        }
        return p99(
                Arrays.stream(late, (int) (events * WARM_UP), events).sorted().toArray());
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
        return "%-12s at %,.0f events/s: half within %.1f ms, 99%% within %.1f ms, missing %d"
                .formatted(contender, eventsPerSecond, median / 1e3, p99 / 1e3, missing);
    }
}
