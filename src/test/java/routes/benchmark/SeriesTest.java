package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesTest {

    private static Scenario course(Series series, int step) {
        return new Scenario(null, null, series.work(), series.load(step, 0), series.shape(step), 1_000);
    }

    @ParameterizedTest
    @EnumSource(Series.class)
    void givesEachStepNamesOfItsOwn(Series series) {
        // given
        List<Integer> steps = series.steps();
        // when
        List<String> names = steps.stream()
                .map(step -> series.load(step, 0).name() + series.shape(step).name())
                .toList();
        // then
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }

    @Test
    void givesEachRouteASourceAndATargetOfItsOwn() {
        // given
        Scenario course = course(Series.ROUTES, 3);
        // when
        List<String> places = course.places("lap");
        // then
        assertThat(places).containsExactly("lap-0-a", "lap-1-a", "lap-2-a");
        assertThat(course.sources("s")).containsExactly("s-0", "s-1", "s-2");
        assertThat(course.arrivals()).isEqualTo(1_000);
    }

    @Test
    void sendsEachEventToEveryTarget() {
        // given
        Scenario course = course(Series.TARGETS, 5);
        // when
        String route = course.work().route(course.places("t"), course.shape());
        // then
        assertThat(route).contains("to: [ t-a, t-b, t-c, t-d, t-e ]");
        assertThat(course.arrivals()).isEqualTo(5_000);
    }

    @Test
    void writesAsManyBranchesAsTheStepSays() {
        // given
        Scenario course = course(Series.BRANCHES, 500);
        // when
        String route = course.work().route(course.places("t"), course.shape());
        // then
        assertThat(route.split("- when:")).hasSize(501);
    }
}
