package routes.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One course, which every contender runs by turns, round after round. */
final class ThroughputBenchmark {

    /** More than this is in no place at the start of a lap. */
    static final long MOST_BYTES = 6L << 30;

    private static final int ATTEMPTS = 4;

    /** The pace may rise once it is warm. */
    private static final double RESERVE = 1.5;

    private final Scenario course;
    private final List<Contender> field;
    private final MeasuredInterval stretch;
    private final Result result;
    private final Map<String, Integer> events = new HashMap<>();

    /** @param field the raw loop first */
    ThroughputBenchmark(Scenario course, List<Contender> field, MeasuredInterval stretch, List<String> options) {
        this.course = course;
        this.field = new ArrayList<>(field);
        this.stretch = stretch;
        this.result = Result.of(course, options);
        field.forEach(contender -> events.put(contender.name(), (int) (course.events() * contender.share(course))));
    }

    /**
     * Without the raw loop there is nothing to tell.
     *
     * @param latency at which share of the raw loop's pace to take the latency, too
     */
    Result run(int rounds, Optional<Double> latency) throws IOException {
        try (Preload filling = new Preload(course)) {
            for (int round = 1; round <= rounds; round++) {
                round(filling);
                if (field.stream().noneMatch(contender -> contender.name().equals("raw"))) {
                    throw new IllegalStateException(String.join("; ", result.failures()));
                }
            }
        }
        if (latency.isPresent()) {
            double pace =
                    result.spread("raw", lap -> lap.pace().eventsPerSecond()).median() * latency.get();
            for (Contender contender : List.copyOf(field)) {
                attempt(contender, () -> result.pulses().add(pulse(contender, pace)));
            }
        }
        return result;
    }

    /** One more round, with places that are filled for it alone. */
    void round() throws IOException {
        try (Preload filling = new Preload(course)) {
            round(filling);
        }
    }

    private void round(Preload filling) throws IOException {
        List<BenchmarkRun> laps = new ArrayList<>();
        result.rounds().add(laps);
        for (Contender contender : List.copyOf(field)) {
            attempt(contender, () -> laps.add(lap(contender, filling)));
        }
    }

    Result result() {
        return result;
    }

    /** With more events where there were too few; the rounds to come begin with as many. */
    private BenchmarkRun lap(Contender contender, Preload filling) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int number = events.get(contender.name());
            String name = result.name() + "-" + result.rounds().size() + "-" + attempt + "-" + contender.name();
            try {
                BenchmarkRun lap =
                        BenchmarkRun.run(course.of(number), contender, name, filling.source(name, number), stretch);
                System.out.println("  " + result.rounds().size() + ": " + lap);
                return lap;
            } catch (TooFewEvents e) {
                int more = (int) Math.min(
                        e.enough() * RESERVE,
                        (double) MOST_BYTES / course.load().size());
                if (attempt == ATTEMPTS || more <= number) {
                    throw e;
                }
                System.out.printf("  %s again with %,d events, for %s%n", contender.name(), more, e.getMessage());
                events.put(contender.name(), more);
            }
        }
    }

    private LatencyBenchmark pulse(Contender contender, double eventsPerSecond) throws IOException {
        LatencyBenchmark pulse =
                LatencyBenchmark.take(course, contender, result.name() + "-pulse-" + contender.name(), eventsPerSecond);
        System.out.println("  " + pulse);
        return pulse;
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    /** Whoever fails falls out. */
    private void attempt(Contender contender, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (IllegalStateException e) {
            System.out.println("  " + contender.name() + " falls out: " + e.getMessage());
            field.remove(contender);
            result.fell(contender.name(), e.getMessage());
        }
    }
}
