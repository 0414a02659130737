package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricLinesTest {

    private static final List<String> LINES = List.of(
            "# TYPE hub_events_total counter",
            "hub_events_total{outcome=\"delivered\",route=\"a\"} 3.0",
            "hub_events_total{outcome=\"filtered\",route=\"a\"} 4.0",
            "hub_events_total{outcome=\"delivered\",route=\"b\"} 1.0E1",
            "jvm_threads 7.0");

    @Test
    void addsEverySeriesWithTheseLabelsInAnyOrder() {
        assertThat(MetricLines.sum(LINES, "hub_events_total", "route", "a")).hasValue(7);
        assertThat(MetricLines.sum(LINES, "hub_events_total", "route", "b", "outcome", "delivered"))
                .hasValue(10);
    }

    @Test
    void knowsASeriesWithoutLabels() {
        assertThat(MetricLines.sum(LINES, "jvm_threads")).hasValue(7);
    }

    @Test
    void tellsAbsenceFromZero() {
        assertThat(MetricLines.sum(LINES, "hub_events")).isEmpty();
    }
}
