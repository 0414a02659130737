package routes.faults;

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
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.HubProcess;

/** Whether the suite finds what it is there to find. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultIT {

    private static final FaultTrial.Load LOAD = new FaultTrial.Load(3_000, 1_000);
    private static final Direction DIRECTION = new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.RABBITMQ);

    private FaultEnvironment stage;

    @BeforeAll
    void setTheStage() {
        stage = new FaultEnvironment();
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
    void isFound(PlantedFault sabotage, String fault, TrialLoad way) throws IOException {
        FaultTrial ordeal = new FaultTrial(stage, Faults.named(fault), DIRECTION, way, LOAD, sabotage.toString());
        List<String> options = new ArrayList<>(HubProcess.SHORT_LIVED);
        options.add(FaultPlantingAgent.option(sabotage));
        // when
        List<TrialResult> trials = ordeal.undergo(1, 1, options, System.out::println);
        // then
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.isVoid()).isFalse();
            assertThat(trial.lost()).isPositive();
            assertThat(trial.isPassed()).isFalse();
        });
    }
}
