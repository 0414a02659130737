package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.testkit.CapturedLog;

class AvailabilityLogTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it wraps, as the system's may
    private final CapturedLog captured = CapturedLog.listen();
    private final AvailabilityLog log = new AvailabilityLog(
            StructuredLogger.of(AvailabilityLogTest.class),
            "It is lost",
            "It is back",
            () -> Map.of("route", "a"),
            now::get);

    @AfterEach
    void listenNoMore() {
        captured.close();
    }

    @Test
    void logsOneLineForALossAndOneForTheReturnHoweverOftenEachIsSeen() {
        log.available();
        log.lost("refused");
        log.lost("refused");
        log.lost("no answer");
        log.available();
        log.available();

        assertThat(told()).hasSize(2);
        assertThat(told().get(0)).contains("WARN", "It is lost", "route=a", "problem=refused");
        assertThat(told().get(1)).contains("INFO", "It is back", "route=a");
    }

    @Test
    void countsLossesThatFollowOneAnotherQuickly() {
        for (int i = 0; i < 100; i++) {
            log.lost("refused");
            log.available();
        }
        assertThat(told()).hasSize(2);

        now.addAndGet(AvailabilityLog.INTERVAL.toNanos());
        log.lost("refused");
        assertThat(told()).hasSize(3);
        assertThat(told().get(2)).contains("WARN", "times=100");
    }

    @Test
    void logsASecondLossThatLasts() {
        log.lost("refused");
        log.available();
        log.lost("refused");
        assertThat(told()).hasSize(2);

        now.addAndGet(Duration.ofSeconds(31).toNanos());
        log.lost("refused");
        log.available();

        assertThat(told()).hasSize(4);
        assertThat(told().get(2)).contains("It is lost").doesNotContain("times");
        assertThat(told().get(3)).contains("It is back");
    }

    private List<String> told() {
        return captured.lines().stream().filter(line -> line.contains("It is")).toList();
    }
}
