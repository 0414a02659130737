package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.junit.jupiter.api.Test;

class CommitHealthTest {

    private static final long PATIENCE = CommitHealth.UNCONFIRMED_TIMEOUT.toNanos();

    private final CommitHealth health = new CommitHealth();

    @Test
    void bearsThatCommitsFailForAMoment() {
        health.asked(100);
        health.failed(new RetriableCommitFailedException("the coordinator is not available"));

        assertThat(health.problem(99 + PATIENCE)).isEmpty();
    }

    @Test
    void findsAProblemInCommitsThatKeepFailing() {
        for (int second = 0; second < 10; second++) {
            health.asked(second * 1_000_000_000L);
            health.failed(new RetriableCommitFailedException("the coordinator is not available"));
        }

        assertThat(health.problem(PATIENCE))
                .contains(
                        "cannot commit offsets: the coordinator is not available; polling pauses at the uncommitted limit,"
                                + " and a crash now would repeat all of these events");
    }

    @Test
    void findsAProblemInCommitsThatAreNotAnswered() {
        health.asked(0);

        assertThat(health.problem(PATIENCE))
                .contains("cannot commit offsets: Kafka does not answer; polling pauses at the uncommitted limit,"
                        + " and a crash now would repeat all of these events");
    }

    @Test
    void findsNoProblemAfterTheFirstThatSucceeds() {
        health.asked(0);
        health.failed(new IllegalStateException());
        health.confirmed();
        health.asked(PATIENCE);

        assertThat(health.problem(PATIENCE + 1)).isEmpty();
    }

    @Test
    void tellsOfEachProblemOnce() {
        health.asked(0);
        assertThat(health.beginning(PATIENCE - 1)).isEmpty();
        assertThat(health.beginning(PATIENCE)).isPresent();
        assertThat(health.beginning(PATIENCE + 1)).isEmpty();
        assertThat(health.problem(PATIENCE + 1)).isPresent();

        health.confirmed();
        health.asked(PATIENCE);
        assertThat(health.beginning(2 * PATIENCE)).isPresent();
    }
}
