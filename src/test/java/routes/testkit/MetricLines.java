package routes.testkit;

import java.util.List;
import java.util.OptionalDouble;

/** What Prometheus would read. */
final class MetricLines {

    private MetricLines() {}

    /** The sum of the series with this name and these labels; nothing where there is no such series. */
    static OptionalDouble sum(List<String> lines, String name, String... labels) {
        List<String> fitting =
                lines.stream().filter(line -> fits(line, name, labels)).toList();
        return fitting.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        fitting.stream().mapToDouble(MetricLines::value).sum());
    }

    private static boolean fits(String line, String name, String... labels) {
        if (!line.startsWith(name + "{") && !line.startsWith(name + " ")) {
            return false;
        }
        for (int i = 0; i < labels.length; i += 2) {
            String label = labels[i] + "=\"" + labels[i + 1] + "\"";
            if (!line.contains("{" + label) && !line.contains("," + label)) {
                return false;
            }
        }
        return true;
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
