package routes.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The latencies of one course at a steady pace: in each round every contender takes its turn, after the way without any. */
final class LatencyRounds {

    private static final LatencyBenchmark.WarmUp OF_BROKER = new LatencyBenchmark.WarmUp(8, 3);
    private static final LatencyBenchmark.WarmUp OF_DIRECT = new LatencyBenchmark.WarmUp(2, 1);
    private static final int WARM_UP_PACE = 3;

    private final Scenario course;
    private final List<Contender> field;
    private final double eventsPerSecond;
    private final LatencyBenchmark.WarmUp warmUp;
    private final List<List<LatencyBenchmark>> rounds = new ArrayList<>();

    /**
     * @param field the raw loop first, if it takes part
     * @param warmUp of a contender, in seconds
     */
    LatencyRounds(Scenario course, List<Contender> field, double eventsPerSecond, int warmUp) {
        this.course = course;
        this.field = field;
        this.eventsPerSecond = eventsPerSecond;
        this.warmUp = new LatencyBenchmark.WarmUp(warmUp, WARM_UP_PACE);
    }

    /** A round in which the machine had no room for sender and readers does not count. */
    void run(int number) throws IOException {
        direct("warm-up", OF_BROKER);
        for (int round = 1; round <= number; round++) {
            String lap = course.name() + "-" + course.work().rawLoop() + "-pace-" + round + "-";
            List<LatencyBenchmark> all = new ArrayList<>();
            all.add(told(round, direct(lap + LatencyBenchmark.DIRECT, OF_DIRECT)));
            for (Contender contender : field) {
                all.add(told(
                        round,
                        LatencyBenchmark.take(course, contender, lap + contender.name(), eventsPerSecond, warmUp)));
            }
            if (all.stream().noneMatch(LatencyBenchmark::isVoid)) {
                rounds.add(all);
            }
        }
    }

    private LatencyBenchmark direct(String lap, LatencyBenchmark.WarmUp warmUp) {
        return LatencyBenchmark.takeDirect(course, lap, eventsPerSecond, warmUp);
    }

    private static LatencyBenchmark told(int round, LatencyBenchmark latency) {
        System.out.println("  " + round + ": " + latency);
        return latency;
    }

    boolean isSound() {
        return !rounds.isEmpty() && rounds.stream().flatMap(List::stream).allMatch(latency -> latency.missing() == 0);
    }

    static String table(List<LatencyRounds> courses) {
        StringBuilder table = new StringBuilder("""
                | direction, work | rounds | | half within, ms | 99 % within, ms | ratio to raw: half | 99 % |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        courses.forEach(course -> course.rows(table));
        return table.toString();
    }

    private void rows(StringBuilder table) {
        int contenders = rounds.isEmpty() ? 0 : rounds.get(0).size();
        for (int i = 0; i < contenders; i++) {
            int at = i;
            String name = rounds.get(0).get(i).contender();
            table.append("| %s, %s | %d | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            course.name().replace("-", " → "),
                            course.work(),
                            rounds.size(),
                            name,
                            millis(at, LatencyBenchmark::median),
                            millis(at, LatencyBenchmark::p99),
                            ratio(at, LatencyBenchmark::median),
                            ratio(at, LatencyBenchmark::p99)));
        }
    }

    private Spread millis(int contender, ToDoubleFunction<LatencyBenchmark> micros) {
        return Spread.of(rounds.stream().mapToDouble(round -> micros.applyAsDouble(round.get(contender)) / 1e3));
    }

    /** To the raw loop of the same round. */
    private String ratio(int contender, ToDoubleFunction<LatencyBenchmark> micros) {
        int raw = IntStream.range(0, rounds.get(0).size())
                .filter(i -> rounds.get(0).get(i).contender().equals("raw"))
                .findFirst()
                .orElse(-1);
        return raw < 0 || contender < raw
                ? "–"
                : Spread.of(rounds.stream()
                                .mapToDouble(round -> micros.applyAsDouble(round.get(contender))
                                        / micros.applyAsDouble(round.get(raw))))
                        .toString();
    }
}
