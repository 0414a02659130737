package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** How a contender gets on: what has arrived, and what it has cost in processor time, several times a second. */
final class RunMonitor {

    private static final Duration STALLED = Duration.ofSeconds(60);

    private final Process process;
    private final CompilerTime compilers;
    private final LongSupplier arrived;
    private final long every;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long nanos, long events, Duration processor, Duration compilers) {}

    /** @param every how often to look */
    RunMonitor(Process process, LongSupplier arrived, Duration every) {
        this.process = process;
        this.compilers = new CompilerTime(process.pid());
        this.arrived = arrived;
        this.every = every.toNanos();
    }

    /** Returns when so many have arrived, and fails where no more come. */
    void until(int events) {
        long begun = System.nanoTime();
        long moved = begun;
        long last = -1;
        while (last < events) {
            long due = System.nanoTime() + every;
            long now = arrived.getAsLong();
            samples.add(new Sample(System.nanoTime() - begun, now, processor(), compilers.processor()));
            moved = now > last ? System.nanoTime() : moved;
            last = now;
            if (!process.isAlive() || System.nanoTime() - moved > STALLED.toNanos()) {
                throw new IllegalStateException("only " + now + " of " + events + " events arrived"
                        + (process.isAlive() ? "" : "; it ended with " + process.exitValue()));
            }
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private Duration processor() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** From the start of the process until the first events were seen. */
    Duration toFirst() {
        return Duration.ofNanos(samples.stream()
                .filter(sample -> sample.events() > 0)
                .findFirst()
                .orElseThrow()
                .nanos());
    }

    /** Between the first look after the warm-up and the last before the end, where the last events trickle in. */
    BenchmarkRun.Pace pace(int events, MeasuredInterval stretch) {
        long warm = toFirst().plus(stretch.warmUp()).toNanos();
        Optional<Sample> begin = samples.stream()
                .filter(sample -> sample.nanos() >= warm && sample.events() >= events * MeasuredInterval.WARM_UP)
                .findFirst();
        Sample to = samples.stream()
                .filter(sample -> sample.events() <= events * MeasuredInterval.END)
                .reduce((first, second) -> second)
                .orElseThrow();
        Sample from = begin.filter(
                        sample -> to.nanos() - sample.nanos() >= stretch.least().toNanos())
                .orElseThrow(() -> tooShort(events, stretch, to));
        long carried = to.events() - from.events();
        return new BenchmarkRun.Pace(
                carried * 1e9 / (to.nanos() - from.nanos()),
                to.processor().minus(from.processor()).toNanos() / 1e3 / carried,
                to.compilers().minus(from.compilers()).toNanos() / 1e3 / carried);
    }

    private TooFewEvents tooShort(int events, MeasuredInterval stretch, Sample to) {
        Duration carried = Duration.ofNanos(to.nanos()).minus(toFirst());
        return new TooFewEvents(
                "%,d events are too few to judge: they took %.1f s, but after a warm-up of %d s at least %d s must count"
                        .formatted(
                                events,
                                carried.toMillis() / 1e3,
                                stretch.warmUp().toSeconds(),
                                stretch.least().toSeconds()),
                events * stretch.shortBy(carried));
    }

    /** The most memory that the process has held, in MiB; 0 where the system does not say. */
    long peakMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
