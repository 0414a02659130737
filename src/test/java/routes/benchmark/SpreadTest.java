package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    /** The ranks are those of a table of the binomial distribution with p = 0.5: 1 - 2 P(X < k) is at least 0.95. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "5, 1, 3, 5",
        "6, 1, 3.5, 6",
        "8, 1, 4.5, 8",
        "9, 2, 5, 8",
        "15, 4, 8, 12",
        "20, 6, 10.5, 15"
    })
    void isTheMedianAndAnIntervalThatHoldsItIn95Of100Measurements(int rounds, double low, double median, double high) {
        // given
        DoubleStream values =
                IntStream.iterate(rounds, value -> value - 1).limit(rounds).asDoubleStream();
        // when
        Spread spread = Spread.of(values);
        // then
        assertThat(spread).isEqualTo(new Spread(low, median, high));
    }
}
