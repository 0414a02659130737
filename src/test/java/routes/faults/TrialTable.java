package routes.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What trials found, in Markdown: a row for each fault and direction. */
final class TrialTable {

    private final Map<String, List<TrialResult>> rows = new LinkedHashMap<>();

    void add(TrialResult trial) {
        rows.computeIfAbsent(trial.fault() + " | " + trial.direction(), none -> new ArrayList<>())
                .add(trial);
    }

    boolean isSound() {
        return rows.values().stream().flatMap(List::stream).allMatch(TrialResult::isPassed);
    }

    /** Nothing lost in n trials bounds the rate of failure at about 3/n, with a confidence of 95 %. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("""
                | fault | direction | trials | passed | void | events | lost | corrupt | out of order | repeated: most | mean | may be | recovered: half within | 95 % within | all within | failure rate below |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        rows.forEach((name, trials) -> table.append(row(name, trials)));
        return table.toString();
    }

    private static String row(String name, List<TrialResult> trials) {
        List<Duration> recoveries =
                trials.stream().map(TrialResult::recovered).sorted().toList();
        long passed = trials.stream().filter(TrialResult::isPassed).count();
        int allowed = trials.get(0).mostDuplicates();
        return "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.0f | %s | %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        trials.size(),
                        passed,
                        trials.stream().filter(TrialResult::isVoid).count(),
                        trials.stream().mapToInt(TrialResult::events).sum(),
                        trials.stream().mapToInt(TrialResult::lost).sum(),
                        trials.stream().mapToInt(TrialResult::corrupt).sum(),
                        trials.stream().mapToInt(TrialResult::outOfOrder).sum(),
                        trials.stream().mapToInt(TrialResult::duplicates).max().orElse(0),
                        trials.stream()
                                .mapToInt(TrialResult::duplicates)
                                .average()
                                .orElse(0),
                        allowed == Integer.MAX_VALUE ? "any" : String.valueOf(allowed),
                        seconds(recoveries, 0.5),
                        seconds(recoveries, 0.95),
                        seconds(recoveries, 1),
                        passed == trials.size() ? "%.1f %%".formatted(Math.min(100, 300.0 / passed)) : "-");
    }

    private static String seconds(List<Duration> sorted, double share) {
        int at = Math.max(0, (int) Math.ceil(sorted.size() * share) - 1);
        return "%.1f s".formatted(sorted.get(at).toMillis() / 1e3);
    }
}
