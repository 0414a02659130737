package routes.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.testkit.Direction;

/** A short selection of the fault suite. {@code -Dfaults.seed} repeats what chance gave before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final FaultTrial.Load LOAD = new FaultTrial.Load(3_000, 1_000);

    private FaultEnvironment stage;

    @BeforeAll
    void setTheStage() {
        stage = new FaultEnvironment();
    }

    @AfterAll
    void clearTheStage() {
        stage.close();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "hub-killed, kafka-to-rabbitmq",
        "hub-killed, sqs-to-kafka",
        "hub-terminated, kafka-to-rabbitmq",
        "hub-terminated, rabbitmq-to-rabbitmq",
        "source-killed, rabbitmq-to-kafka",
        "target-killed, kafka-to-rabbitmq",
        "target-no-answers, kafka-to-rabbitmq",
        "source-reset, rabbitmq-to-kafka"
    })
    void losesNothing(String named, String direction) throws IOException {
        Fault fault = Faults.named(named);
        Direction way = Direction.all().stream()
                .filter(one -> one.name().equals(direction))
                .findFirst()
                .orElseThrow();
        Assumptions.assumeTrue(fault.canStrike(stage, way), "apt-get install rabbitmq-server");
        FaultTrial ordeal = new FaultTrial(stage, fault, way, fault.way(), LOAD, named + "-" + direction);
        // when
        List<TrialResult> trials = ordeal.undergo(1, SEED, System.out::println);
        // then
        assertThat(trials).allMatch(TrialResult::isPassed);
    }
}
