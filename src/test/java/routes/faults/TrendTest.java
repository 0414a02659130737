package routes.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void leavesTheFirstThirdOut() {
        assertThat(of(1, 900, 50, 50, 50, 50).change()).isZero();
    }

    @Test
    void isNotBentByOneThatIsFarOff() {
        assertThat(of(0, 0, 0, 50, 50, 50, 9_000, 50, 50).change()).isZero();
    }

    @Test
    void tellsWhatGrowsSteadily() {
        Trend trend = of(0, 0, 0, 10, 11, 12, 13, 14, 15);

        assertThat(trend.change()).isCloseTo(5, within(0.01));
        assertThat(trend.growth()).isCloseTo(5 / 13.0, within(0.01));
    }

    private static Trend of(long... figures) {
        return Trend.of(java.util.Arrays.stream(figures).boxed().toList(), Long::longValue);
    }
}
