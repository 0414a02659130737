package routes.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * One contender's way along a course, once.
 *
 * @param firstAfter from the start of the process until the first event was seen, in milliseconds
 * @param peakMemory in MiB
 */
record BenchmarkRun(
        String contender,
        int events,
        Pace pace,
        long firstAfter,
        long peakMemory,
        int missing,
        int duplicates,
        int outOfOrder,
        boolean orderPromised) {

    /**
     * @param processor in microseconds per event
     * @param compilers what the virtual machine's compilers have of that
     */
    record Pace(double eventsPerSecond, double processor, double compilers) {

        double processorWithoutCompilers() {
            return processor - compilers;
        }

        /** Of events as the source has them, each of which arrives so many times. */
        Pace of(int copies) {
            return new Pace(eventsPerSecond / copies, processor * copies, compilers * copies);
        }
    }

    boolean isSound() {
        return missing == 0 && (outOfOrder == 0 || !orderPromised);
    }

    static BenchmarkRun run(Scenario course, Contender contender, String lap, String source, MeasuredInterval stretch)
            throws IOException {
        BenchmarkBroker target = course.target();
        List<String> places = course.places(lap);
        target.create(places, course.shape().partitions());
        try {
            Process process = start(contender, course, source, places);
            RunMonitor watch = new RunMonitor(
                    process,
                    () -> target.count(places),
                    Duration.ofMillis(course.target().kind().equals("kafka") ? 50 : 200));
            long memory;
            try {
                watch.until(course.arrivals());
                memory = watch.peakMemory();
            } finally {
                end(process);
            }
            List<ArrivalCount> tallies = tallies(course, places);
            return new BenchmarkRun(
                    contender.name(),
                    course.events(),
                    watch.pace(course.arrivals(), stretch).of(course.copies()),
                    watch.toFirst().toMillis(),
                    memory,
                    sum(tallies, ArrivalCount::missing),
                    sum(tallies, ArrivalCount::duplicates),
                    course.ordered() ? sum(tallies, ArrivalCount::outOfOrder) : 0,
                    contender.keepsOrder());
        } finally {
            target.delete(places);
        }
    }

    /** Where every place gets every event, each is counted for itself. */
    private static List<ArrivalCount> tallies(Scenario course, List<String> places) {
        List<ArrivalCount> tallies = new ArrayList<>();
        for (String place : places) {
            if (tallies.isEmpty() || course.work() == Work.BOTH) {
                tallies.add(course.tally());
            }
            ArrivalCount tally = tallies.get(tallies.size() - 1);
            long all = tally.arrived() + course.target().count(place);
            course.target().read(place, tally::arrived, () -> tally.arrived() >= all);
        }
        return tallies;
    }

    private static int sum(List<ArrivalCount> tallies, ToIntFunction<ArrivalCount> figure) {
        return tallies.stream().mapToInt(figure).sum();
    }

    /** It does not outlive a benchmark that is broken off. */
    static Process start(Contender contender, Scenario course, String source, List<String> places) throws IOException {
        Process process = contender.start(course, source, places);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
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
