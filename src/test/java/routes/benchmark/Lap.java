package routes.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One contender's way along a course, once.
 *
 * @param firstAfter from the start of the process until the first event was seen, in milliseconds
 * @param peakMemory in MiB
 */
record Lap(
        String contender,
        int events,
        Pace pace,
        long firstAfter,
        long peakMemory,
        int missing,
        int duplicates,
        int outOfOrder) {

    /**
     * @param processor in microseconds per event
     * @param compilers what the virtual machine's compilers have of that
     */
    record Pace(double eventsPerSecond, double processor, double compilers) {

        double processorWithoutCompilers() {
            return processor - compilers;
        }
    }

    boolean isSound() {
        return missing == 0 && outOfOrder == 0;
    }

    static Lap run(Course course, Contender contender, String lap, String source, Stretch stretch) throws IOException {
        Ground target = course.target();
        List<String> places = course.places(lap);
        places.forEach(target::create);
        try {
            Process process = contender.start(course, source, places);
            Watch watch = new Watch(
                    process,
                    () -> places.stream().mapToLong(target::count).sum(),
                    Duration.ofMillis(course.target().kind().equals("kafka") ? 50 : 200));
            long memory;
            try {
                watch.until(course.events());
                memory = watch.peakMemory();
            } finally {
                end(process);
            }
            Tally tally = new Tally(course.events());
            places.forEach(place -> {
                long all = tally.arrived() + target.count(place);
                target.read(place, tally::arrived, () -> tally.arrived() >= all);
            });
            return new Lap(
                    contender.name(),
                    course.events(),
                    watch.pace(course.events(), stretch),
                    watch.toFirst().toMillis(),
                    memory,
                    tally.missing(),
                    tally.duplicates(),
                    course.ordered() ? tally.outOfOrder() : 0);
        } finally {
            places.forEach(target::delete);
        }
    }

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "%-19s %,9.0f events/s %7.1f us/event (%.1f without compilers), first after %d ms, peak %d MiB, missing %d, duplicates %d, out of order %d"
                .formatted(
                        contender,
                        pace.eventsPerSecond(),
                        pace.processor(),
                        pace.processorWithoutCompilers(),
                        firstAfter,
                        peakMemory,
                        missing,
                        duplicates,
                        outOfOrder);
    }
}
