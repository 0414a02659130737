package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Detects that Kafka confirms no offset commits any more. A single failed commit is harmless, because it is repeated; if all
 * fail for a while, the source will have to pause. Not thread-safe: used by the polling thread only.
 */
final class CommitHealth {

    static final Duration UNCONFIRMED_TIMEOUT = Duration.ofSeconds(10);

    private OptionalLong unconfirmedSince = OptionalLong.empty();
    private String failure = "Kafka does not answer";
    private boolean told;

    void asked(long nanos) {
        if (unconfirmedSince.isEmpty()) {
            unconfirmedSince = OptionalLong.of(nanos);
        }
    }

    /** Whether there is no commit that Kafka has not confirmed. */
    boolean isConfirmed() {
        return unconfirmedSince.isEmpty();
    }

    void failed(Throwable thrown) {
        failure = Optional.ofNullable(thrown.getMessage())
                .orElse(thrown.getClass().getSimpleName());
    }

    /** Records that Kafka has confirmed a commit, or that there is nothing to commit. */
    void confirmed() {
        unconfirmedSince = OptionalLong.empty();
        told = false;
    }

    /** The problem, if no commit has been confirmed for longer than the timeout. */
    Optional<String> problem(long nanos) {
        return unconfirmedSince.isPresent() && nanos - unconfirmedSince.getAsLong() >= UNCONFIRMED_TIMEOUT.toNanos()
                ? Optional.of("cannot commit offsets: " + failure
                        + "; polling pauses at the uncommitted limit, and a crash now would repeat all of these events")
                : Optional.empty();
    }

    /** The problem, only once when it begins. */
    Optional<String> beginning(long nanos) {
        Optional<String> problem = told ? Optional.empty() : problem(nanos);
        told |= problem.isPresent();
        return problem;
    }
}
