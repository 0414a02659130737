package routes.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A series as SVG: throughput and CPU for each step, with a line for the interval; the hub's line is drawn through, the raw
 * loop's is dashed. Bodies of different sizes are compared by their bytes.
 */
final class SeriesChart {

    private static final int LEFT = 60;
    private static final int WIDTH = 300;
    private static final int GAP = 90;
    private static final int TOP = 44;
    private static final int HEIGHT = 160;
    private static final int KEY = TOP + HEIGHT + 44;

    private final SeriesResult result;
    private final List<Panel> panels;

    SeriesChart(SeriesResult result) {
        this.result = result;
        boolean bytes = result.series() == Series.BODIES;
        this.panels = List.of(
                new Panel(
                        bytes ? "MiB/s (more is better)" : "events/s (more is better)",
                        LEFT,
                        (lap, size) -> lap.pace().eventsPerSecond() * (bytes ? size / (double) (1 << 20) : 1)),
                new Panel(
                        bytes ? "µs of CPU per KiB (less is better)" : "µs of CPU per event (less is better)",
                        LEFT + WIDTH + GAP,
                        (lap, size) -> lap.pace().processor() * (bytes ? 1_024.0 / size : 1)));
    }

    @FunctionalInterface
    private interface Figure {
        double of(BenchmarkRun lap, int size);

        default ToDoubleFunction<BenchmarkRun> in(Result step) {
            return lap -> of(lap, step.load().size());
        }
    }

    private record Panel(String title, int left, Figure figure) {}

    /** One contender's steps in one panel; those that it has not run leave a gap. */
    private record Mark(double x, Spread figure) {}

    @Override
    public String toString() {
        String content = panels.stream().map(this::panel).collect(Collectors.joining()) + key();
        return new SvgPage(LEFT + 2 * WIDTH + GAP + 40, KEY + 14, "Series: " + result.title(), content).toString();
    }

    private static String key() {
        return """
                <path class="line" d="M%1$d %3$dh28"/><text x="%4$d" y="%5$d">hub</text>
                <path class="line raw" d="M%2$d %3$dh28"/><text x="%6$d" y="%5$d">raw loop</text>
                """.formatted(LEFT, LEFT + 90, KEY, LEFT + 34, KEY + 4, LEFT + 124);
    }

    private String panel(Panel panel) {
        List<Mark> hub = marks(panel, "hub");
        List<Mark> raw = marks(panel, "raw");
        double scale = IntStream.range(0, 2)
                        .mapToObj(i -> i == 0 ? hub : raw)
                        .flatMap(List::stream)
                        .mapToDouble(mark -> mark.figure().high())
                        .max()
                        .orElse(1)
                * 1.1;
        StringBuilder drawn = new StringBuilder("""
                <text x="%d" y="20" class="title">%s</text>
                <path class="line" d="M%d %dV%dH%d"/>
                <text x="%d" y="%d" text-anchor="middle">%s</text>
                """.formatted(
                        panel.left(),
                        panel.title(),
                        panel.left(),
                        TOP,
                        TOP + HEIGHT,
                        panel.left() + WIDTH,
                        panel.left() + WIDTH / 2,
                        TOP + HEIGHT + 32,
                        result.series().unit()));
        for (int i = 0; i < result.steps().size(); i++) {
            drawn.append("<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n"
                    .formatted(
                            x(panel, i),
                            TOP + HEIGHT + 16,
                            result.steps().get(i).value()));
        }
        for (double share : new double[] {0.5, 1}) {
            drawn.append("<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s</text>%n"
                    .formatted(panel.left() - 6, y(scale * share, scale) + 4, number(scale * share)));
        }
        return drawn + line("line raw", "peer", raw, scale) + line("line", "hub", hub, scale);
    }

    private List<Mark> marks(Panel panel, String contender) {
        return IntStream.range(0, result.steps().size())
                .filter(i -> result.steps().get(i).result().contenders().contains(contender))
                .mapToObj(i -> {
                    Result step = result.steps().get(i).result();
                    return new Mark(
                            x(panel, i), step.spread(contender, panel.figure().in(step)));
                })
                .toList();
    }

    private double x(Panel panel, int step) {
        return panel.left() + WIDTH * (step + 0.5) / result.steps().size();
    }

    private static double y(double value, double scale) {
        return TOP + HEIGHT - value / scale * HEIGHT;
    }

    private static String line(String lines, String dots, List<Mark> marks, double scale) {
        String path = marks.stream()
                .map(mark -> "%.0f %.0f".formatted(mark.x(), y(mark.figure().median(), scale)))
                .collect(Collectors.joining("L"));
        return path.isEmpty()
                ? ""
                : "<path class=\"%s\" d=\"M%s\"/>%n".formatted(lines, path)
                        + marks.stream().map(mark -> dot(dots, mark, scale)).collect(Collectors.joining());
    }

    private static String dot(String kind, Mark mark, double scale) {
        return """
                <path class="line" d="M%1$.0f %2$.0fV%3$.0f"/>
                <circle class="%4$s" cx="%1$.0f" cy="%5$.0f" r="4"/>
                """.formatted(
                        mark.x(),
                        y(mark.figure().low(), scale),
                        y(mark.figure().high(), scale),
                        kind,
                        y(mark.figure().median(), scale));
    }

    private static String number(double value) {
        return value >= 10 ? "%,.0f".formatted(value) : "%.1f".formatted(value);
    }
}
