package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HillClimbingTest {

    private static final int MOST = 5_000;
    private static final int INTERVALS = 400;

    private final Random chance = new Random(42);

    /** The limits of the last quarter of the intervals, in the mean. */
    private double settled(HillClimbing climbing, IntToDoubleFunction throughput, double noise) {
        double sum = 0;
        for (int interval = 0; interval < INTERVALS; interval++) {
            double random = 1 + noise * (2 * chance.nextDouble() - 1);
            if (interval >= INTERVALS * 3 / 4) {
                sum += climbing.limit();
            }
            climbing.interval(throughput.applyAsDouble(climbing.limit()) * random, true);
        }
        return sum / (INTERVALS / 4);
    }

    @Test
    void growsToTheMostWhileTheThroughputGrowsWithIt() {
        double limit = settled(new HillClimbing(MOST), events -> events / 0.027, 0);

        assertThat(limit).isGreaterThan(0.9 * MOST);
    }

    @Test
    void growsThoughTheThroughputIsMeasuredWithNoise() {
        double limit = settled(new HillClimbing(MOST), events -> events / 0.027, 0.2);

        assertThat(limit).isGreaterThan(0.8 * MOST);
    }

    @Test
    void growsUntilTheTargetIsSaturated() {
        double limit = settled(new HillClimbing(50_000), events -> Math.min(events / 0.02, 100_000), 0);

        assertThat(limit).isBetween(1_900.0, 4_500.0);
    }

    @Test
    void staysWhereItBeganIfTheTargetIsSaturatedFromTheStart() {
        double limit = settled(new HillClimbing(MOST), events -> 9_000, 0);

        assertThat(limit).isLessThan(1_100); // but for trials
    }

    @Test
    void shrinksWhereMoreInFlightMakeTheTargetSlower() {
        HillClimbing climbing = new HillClimbing(MOST);
        settled(climbing, events -> events / 0.027, 0);

        double limit = settled(climbing, events -> 50_000_000.0 / events, 0);

        assertThat(limit).isLessThan(1_200);
    }

    @Test
    void shrinksWhenTheTargetBecomesSlowAndTheEventsOnlyWaitForIt() {
        HillClimbing climbing = new HillClimbing(MOST);
        settled(climbing, events -> events / 0.027, 0);

        double limit = settled(climbing, events -> 2_000, 0);

        assertThat(limit).isLessThan(1_200);
    }

    @Test
    void growsAgainWhenTheTargetIsFastAgain() {
        HillClimbing climbing = new HillClimbing(MOST);
        settled(climbing, events -> 2_000, 0);

        double limit = settled(climbing, events -> events / 0.027, 0);

        assertThat(limit).isGreaterThan(0.9 * MOST);
    }

    @Test
    void doesNotMoveWhileSomethingElseHoldsTheFlowBack() {
        HillClimbing climbing = new HillClimbing(MOST);

        for (int interval = 0; interval < INTERVALS; interval++) {
            climbing.interval(interval * 1_000, false);
        }

        assertThat(climbing.limit()).isEqualTo(HillClimbing.LEAST);
    }

    @Test
    void keepsToAMostThatIsLessThanItsLeast() {
        HillClimbing climbing = new HillClimbing(10);

        double limit = settled(climbing, events -> events / 0.027, 0.2);

        assertThat(limit).isEqualTo(10);
    }
}
