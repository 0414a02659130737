package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;
import routes.brokers.HubProcess;












import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the suite finds what it is there to find. */
@EnabledIf(value = "routes.brokers.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SabotageIT {

    private static final Ordeal.Load LOAD = new Ordeal.Load(3_000, 1_000);
    private static final Direction DIRECTION = new Direction(Harbour.KAFKA, Harbour.RABBITMQ);

    private Stage stage;

    @BeforeAll
    void setTheStage() {
        stage = new Stage();
    }

    @AfterAll
    void clearTheStage() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGES_EARLY, hub-killed-in-an-outage, STRAIGHT",
        "SWALLOWS_DEAD_LETTERS, target-out, BURIED",
        "PUBLISHES_UNCONFIRMED, target-reset, STRAIGHT",
        "PUBLISHES_UNROUTABLE, target-unbound, BOUND",
        "SKIPS_WHEN_IT_GOES_ON, hub-terminated, STRAIGHT"
    })
    void isFound(Sabotage sabotage, String fault, Way way) throws IOException {
        Ordeal ordeal = new Ordeal(stage, Faults.named(fault), DIRECTION, way, LOAD, sabotage.toString());
        List<String> options = new ArrayList<>(HubProcess.SHORT_LIVED);
        options.add(Saboteur.option(sabotage));
        // when
        List<Trial> trials = ordeal.undergo(1, 1, options, System.out::println);
        // then
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.isVoid()).isFalse();
            assertThat(trial.lost()).isPositive();
            assertThat(trial.isPassed()).isFalse();
        });
    }
}
