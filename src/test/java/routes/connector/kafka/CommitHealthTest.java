package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.junit.jupiter.api.Test;

class CommitHealthTest {

    private static final long PATIENCE = CommitHealth.PATIENCE.toNanos();

    private final CommitHealth watch = new CommitHealth();

    @Test
    void bearsThatCommitsFailForAMoment() {
        watch.asked(100);
        watch.failed(new RetriableCommitFailedException("the coordinator is not available"));

        assertThat(watch.problem(99 + PATIENCE)).isEmpty();
    }

    @Test
    void findsAProblemInCommitsThatKeepFailing() {
        for (int second = 0; second < 10; second++) {
            watch.asked(second * 1_000_000_000L);
            watch.failed(new RetriableCommitFailedException("the coordinator is not available"));
        }

        assertThat(watch.problem(PATIENCE)).contains("cannot commit offsets: the coordinator is not available");
    }

    @Test
    void findsAProblemInCommitsThatAreNotAnswered() {
        watch.asked(0);

        assertThat(watch.problem(PATIENCE)).contains("cannot commit offsets: Kafka does not answer");
    }

    @Test
    void findsNoProblemAfterTheFirstThatSucceeds() {
        watch.asked(0);
        watch.failed(new IllegalStateException());
        watch.confirmed();
        watch.asked(PATIENCE);

        assertThat(watch.problem(PATIENCE + 1)).isEmpty();
    }

    @Test
    void tellsOfEachProblemOnce() {
        watch.asked(0);
        assertThat(watch.beginning(PATIENCE - 1)).isEmpty();
        assertThat(watch.beginning(PATIENCE)).isPresent();
        assertThat(watch.beginning(PATIENCE + 1)).isEmpty();
        assertThat(watch.problem(PATIENCE + 1)).isPresent();

        watch.confirmed();
        watch.asked(PATIENCE);
        assertThat(watch.beginning(2 * PATIENCE)).isPresent();
    }
}
