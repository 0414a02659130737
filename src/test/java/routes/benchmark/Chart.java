package routes.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The ratios to the raw loop as SVG, on light and on dark ground: a bar for the median, a line for its interval.
 * What is beyond the scale is cut off, and its number says how far it goes.
 */
final class Chart {

    private static final int LEFT = 150;
    private static final int WIDTH = 260;
    private static final int GAP = 60;
    private static final int ROW = 22;
    private static final int BAR = 12;
    private static final int TOP = 52;

    private final List<Result> results;
    private final List<Panel> panels = List.of(
            new Panel(
                    "throughput (more is better)", LEFT, 1.5, lap -> lap.pace().eventsPerSecond()),
            new Panel(
                    "CPU per event (less is better)",
                    LEFT + WIDTH + GAP,
                    3,
                    lap -> lap.pace().processor()));

    Chart(List<Result> results) {
        this.results = results;
    }

    /** @param scale the ratio at its right end */
    private record Panel(String title, int left, double scale, ToDoubleFunction<BenchmarkRun> figure) {

        double x(double ratio) {
            return left + Math.min(ratio, scale) / scale * WIDTH;
        }

        String bar(String kind, Spread ratio, int middle) {
            String cut = ratio.median() > scale ? "› " : "";
            return """
                    <rect class="%1$s" x="%2$d" y="%3$d" width="%4$.0f" height="%5$d"/>
                    <path class="line" d="M%6$.0f %7$dv6m0 -3H%8$.0fm0 -3v6"/>
                    <text x="%9$.0f" y="%10$d">%11$s%12$.2f</text>
                    """.formatted(
                            kind,
                            left,
                            middle - BAR / 2,
                            x(ratio.median()) - left,
                            BAR,
                            x(ratio.low()),
                            middle - 3,
                            x(ratio.high()),
                            x(ratio.high()) + 6,
                            middle + 4,
                            cut,
                            ratio.median());
        }

        String frame(int bottom) {
            return """
                    <text x="%1$d" y="20" class="title">%2$s</text>
                    <path class="line raw" d="M%3$.0f %4$dV%5$d"/>
                    <text x="%3$.0f" y="%6$d" text-anchor="middle">raw = 1</text>
                    """.formatted(left, title, x(1), TOP - 6, bottom, TOP - 12);
        }
    }

    @Override
    public String toString() {
        StringBuilder rows = new StringBuilder();
        int y = TOP;
        for (Result result : results) {
            List<String> names = result.contenders().stream()
                    .filter(name -> !name.equals("raw"))
                    .toList();
            if (names.isEmpty()) {
                continue;
            }
            rows.append("<text class=\"title\" x=\"8\" y=\"%d\">%s</text>%n".formatted(y + ROW - 6, result.title()));
            y += ROW;
            for (String name : names) {
                int middle = y + ROW / 2;
                rows.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                        .formatted(LEFT - 8, middle + 4, name));
                for (Panel panel : panels) {
                    rows.append(
                            panel.bar(name.equals("hub") ? "hub" : "peer", result.ratio(name, panel.figure()), middle));
                }
                y += ROW;
            }
            y += ROW / 3;
        }
        StringBuilder frames = new StringBuilder();
        for (Panel panel : panels) {
            frames.append(panel.frame(y));
        }
        return new SvgPage(
                        LEFT + 2 * WIDTH + GAP + 70,
                        y + 8,
                        "Ratios to the raw loop",
                        frames.append(rows).toString())
                .toString();
    }
}
